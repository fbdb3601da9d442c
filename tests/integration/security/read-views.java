import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.StringJoiner;

/** Reads views as programs with JDBC do. Standard input: address, login, password, then a view and a query by line. */
public class ReadViews {
  public static void main(String[] none) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    try (Connection connection = DriverManager.getConnection(input.readLine(), input.readLine(), input.readLine());
        Statement statement = connection.createStatement()) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] parts = line.split("\t", 2);
        try (ResultSet table = connection.getMetaData().getTables(null, "api", parts[0], new String[] {"VIEW"})) {
          if (!table.next() || table.getString("REMARKS") == null) throw new Exception("no comment of " + parts[0]);
        }
        try (ResultSet column = connection.getMetaData().getColumns(null, "api", parts[0], null)) {
          while (column.next())
            if (column.getString("REMARKS") == null)
              throw new Exception("no comment of " + parts[0] + "." + column.getString("COLUMN_NAME"));
        }
        try (ResultSet whole = statement.executeQuery("select * from api." + parts[0])) {
          int columns = whole.getMetaData().getColumnCount();
          while (whole.next()) for (int at = 1; at <= columns; at++) whole.getObject(at);
        }
        System.out.println("@" + parts[0]);
        try (ResultSet exact = statement.executeQuery(parts[1])) {
          while (exact.next()) {
            StringJoiner row = new StringJoiner("|");
            for (int at = 1; at <= exact.getMetaData().getColumnCount(); at++) {
              Object value = exact.getObject(at);
              if (value instanceof BigDecimal number) row.add(number.toPlainString());
              else row.add(value == null ? "" : value.toString());
            }
            System.out.println(row);
          }
        }
      }
    }
  }
}
