import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  GrammarError,
  parsePreferences,
  parseQueryOptions,
  parseRelativeUri,
  parseResourcePath,
  parseVersion,
  type Expression,
  type KeyPart,
  type SearchTree,
  type Step,
} from './index.ts';

/** An expression with a pair of parentheses around every operator, so that its tree can be seen. */
function shown(expression: Expression): string {
  const list = (items: readonly Expression[]): string => items.map(shown).join(',');
  switch (expression.kind) {
    case 'literal':
      return `${expression.type}:${expression.text}`;
    case 'path':
      return steps(expression.steps);
    case 'alias':
      return `@${expression.name}`;
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case 'unary':
      return `(${expression.operator} ${shown(expression.operand)})`;
    case 'in':
      return `(${shown(expression.left)} in [${list(expression.list)}])`;
    case 'array':
      return `[${list(expression.items)}]`;
    case 'call':
      return expression.named === undefined
        ? `${expression.name}(${list(expression.arguments)})`
        : `${expression.name}(${Object.entries(expression.named)
            .map(([name, value]) => `${name}=${shown(value)}`)
            .join(',')})`;
    case 'lambda':
      return `${steps(expression.collection)}/${expression.quantifier}(${expression.variable ?? ''}:${
        expression.predicate === null ? '' : shown(expression.predicate)
      })`;
    case 'case':
      return `case(${expression.branches.map(([when, then]) => `${shown(when)}:${shown(then)}`).join(',')})`;
    case 'unsupported':
      return `<${expression.name}>`;
  }
}

function steps(path: readonly Step[]): string {
  return path
    .map(({ name, key, options }) => {
      const filter = options?.filter === undefined ? '' : `{${shown(options.filter)}}`;
      return key === undefined ? name + filter : `${name}(${keyText(key)})${filter}`;
    })
    .join('/');
}

function keyText(key: readonly KeyPart[]): string {
  return key.map(({ name, value }) => (name === null ? shown(value) : `${name}=${shown(value)}`)).join(',');
}

function searchText(tree: SearchTree): string {
  if (tree.kind === 'term') return tree.text;
  if (tree.kind === 'not') return `!${searchText(tree.operand)}`;
  return `(${searchText(tree.left)} ${tree.kind} ${searchText(tree.right)})`;
}

/** What a refusal says. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof GrammarError) return error.message;
    throw error;
  }
  return 'accepted';
}

function assertShown(expected: Readonly<Record<string, string>>, read: (text: string) => string): void {
  const said = Object.keys(expected).map((text) => [text, read(text)]);
  assert.deepEqual(Object.fromEntries(said), expected);
}

/** An expression, which stands in an option as any other. */
function parseExpression(text: string): Expression {
  const { filter } = parseQueryOptions(`$filter=${encodeURIComponent(text)}`);
  assert.ok(filter !== undefined);
  return filter;
}

describe('expressions', () => {
  it('bind as the precedence of OData says', () => {
    assertShown(
      {
        'a or b and c': '(a or (b and c))',
        'a and b or c and d': '((a and b) or (c and d))',
        '(a or b) and c': '((a or b) and c)',
        'a eq 1 and b gt 2': '((a eq number:1) and (b gt number:2))',
        'a gt b eq true': '((a gt b) eq boolean:true)',
        'a add b mul c sub d': '((a add (b mul c)) sub d)',
        'a sub b sub c': '((a sub b) sub c)',
        'a div b mul c mod d divby e': '((((a div b) mul c) mod d) divby e)',
        '-a mul b': '((- a) mul b)',
        '-(a add 1) lt -1': '((- (a add number:1)) lt number:-1)',
        'not a and b': '((not a) and b)',
        'not a eq b': '((not a) eq b)',
        'not contains(a,b) or c': '((not contains(a,b)) or c)',
        'not(a eq b)': '(not (a eq b))',
        'not a in (1,2)': '(not (a in [number:1,number:2]))',
        "a add b has N.T'x'": "(a add (b has enum:N.T'x'))",
        'a AND B Or c': '((a and B) or c)',
      },
      (text) => shown(parseExpression(text)),
    );
  });

  it('of a thousand conditions are a tree of ten levels', () => {
    const height = (tree: Expression): number =>
      tree.kind === 'binary' ? 1 + Math.max(height(tree.left), height(tree.right)) : 0;
    const text = Array.from({ length: 1024 }, () => 'a').join(' or ');
    assert.equal(height(parseExpression(text)), 10);
  });

  it('keep literals exactly as they were written', () => {
    assertShown(
      {
        '12345678901234567890.123456789': 'number:12345678901234567890.123456789',
        '+1.50e-3': 'number:1.50e-3',
        '-INF': 'notANumber:-INF',
        "'O''Neil; a,b (c)'": "string:O'Neil; a,b (c)",
        "''": 'string:',
        TRUE: 'boolean:true',
        null: 'null:null',
        nullable: 'nullable',
        true_1: 'true_1',
        '2025-02-28': 'date:2025-02-28',
        '2024-02-29': 'date:2024-02-29',
        '2025-01-31T23:59:60.123Z': 'dateTimeOffset:2025-01-31T23:59:60.123Z',
        '2025-01-31T08:00-05:00': 'dateTimeOffset:2025-01-31T08:00-05:00',
        '07:30:00.5': 'timeOfDay:07:30:00.5',
        'a1b2c3d4-0000-0000-0000-00000000000f': 'guid:a1b2c3d4-0000-0000-0000-00000000000f',
        '12345678-1234-1234-1234-123456789012': 'guid:12345678-1234-1234-1234-123456789012',
        "duration'-P3DT1H'": 'duration:-P3DT1H',
        "binary'Zm9v'": 'binary:Zm9v',
        "Sales.Color'Red,Blue'": "enum:Sales.Color'Red,Blue'",
        "geography'SRID=4326;Point(1 2)'": '<geography>',
      },
      (text) => shown(parseExpression(text)),
    );
  });

  it('read names, paths, keys, functions and lambdas', () => {
    assertShown(
      {
        'Site/Region/Name': 'Site/Region/Name',
        "$root/Sites(site_id='0170')/Name": '$root/Sites(site_id=string:0170)/Name',
        '$it/a eq $this/b': '($it/a eq $this/b)',
        'Größe gt 1': '(Größe gt number:1)',
        'Lines/$count gt 2': '(Lines/$count gt number:2)',
        'Lines/$count($filter=a eq 1) gt 2': '(Lines/$count{(a eq number:1)} gt number:2)',
        'Lines/$filter(a eq 1)/$count': 'Lines/$filter{(a eq number:1)}/$count',
        'Lines/any()': 'Lines/any(:)',
        'Lines/any( l : l/a eq 1 and l/Tags/all(t:t ne x) )':
          'Lines/any(l:((l/a eq number:1) and l/Tags/all(t:(t ne x))))',
        'substring(Name, 1 ,2)': 'substring(Name,number:1,number:2)',
        'ToLower(Name)': 'tolower(Name)',
        'now()': 'now()',
        "Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=['a',\"b\"])":
          'Microsoft.Dynamics.CRM.In(PropertyName=string:x,PropertyValues=[string:a,string:b])',
        'case(a gt 0 : 1, true:-1)': 'case((a gt number:0):number:1,boolean:true:number:-1)',
        'x in @list': '(x in [@list])',
        'x in (Names)': '(x in [Names])',
        'x in Site/Names': '(x in [Site/Names])',
        'x in ()': '(x in [])',
        'x in [\'a\', "b"]': '(x in [string:a,string:b])',
        '@a/Street eq @b': '(@a/Street eq @b)',
      },
      (text) => shown(parseExpression(text)),
    );
  });

  it('name what is grammatical and not offered', () => {
    assertShown(
      {
        'isof(Site,Model.Site)': '<isof>',
        'cast(Amount,Edm.Int32) eq 1': '(<cast> eq number:1)',
        'geo.distance(a,b) lt 1': '(<geo.distance> lt number:1)',
        'Price/@Measures.Currency': '<an annotation>',
        'Sales/aggregate(Amount with sum)': '<aggregate in an expression>',
        '{"a":[1,{"b":null}]}': '<a complex value>',
        '[[1],[2]]': '<a collection whose items are not primitive values>',
      },
      (text) => shown(parseExpression(text)),
    );
  });

  it('are refused in words that say what was expected, and where', () => {
    assertShown(
      {
        '': '$filter: expected a value, a name or an opening parenthesis at position 8',
        '(a eq 1': '$filter: expected a closing parenthesis at position 15',
        'a eq ': '$filter: expected a value, a name or an opening parenthesis at position 13',
        'a = 1': '$filter: expected the end at position 10',
        "Name eq 'x": '$filter: expected a closing quotation mark (the text starts at 8) at position 18',
        'a eq 2025-02-30': '$filter: expected a day of the calendar at position 13',
        'substring(a)': '$filter: expected 2 or 3 arguments of substring at position 8',
        'now(1)': '$filter: expected no argument of now at position 8',
        'Sites(x)': '$filter: expected a value (text goes in single quotes) at position 14',
        'any(x:x)': '$filter: expected a collection and a slash before any at position 8',
        "date'2025'": '$filter: expected a type with its namespace before the quotation mark at position 8',
        'a gt 2025-01-01T08:00': '$filter: expected a time with its offset, such as 08:00Z at position 13',
        'a eq 1e99999': '$filter: expected a number of at most 1000 digits at position 13',
        'x in (1,y)': '$filter: expected a value: a list in parentheses has no names at position 16',
      },
      (text) => refusal(() => parseExpression(text)),
    );
  });
});

it('what is longer or deeper than a person means is refused before it costs anything', () => {
  const many = (count: number, piece: string): string => piece.repeat(count);
  assert.equal(
    refusal(() => parseExpression(`${many(200, '(')}a${many(200, ')')}`)),
    '$filter: expected at most 100 levels of nesting at position 108',
  );
  assert.match(
    refusal(() => parseExpression(`${many(600, 'a add ')}a`)),
    /at most 500 operators/,
  );
  assert.match(
    refusal(() => parseQueryOptions(`$search=${many(300, 'word ')}`)),
    /at most 200 terms/,
  );
  assert.match(
    refusal(() => parseExpression(many(129, 'a'))),
    /a name of at most 128 characters/,
  );
  assert.match(
    refusal(() => parseExpression('x in ["\\u0000"]')),
    /text without the character NUL/,
  );
});

describe('options of a query', () => {
  it('have names in any letters, with and without the dollar sign', () => {
    const options = parseQueryOptions('$FILTER= a eq 1 &top=5&$Skip=10&COUNT=True&my=x%26y&@p=1&$index=3');
    assert.equal(options.filter === undefined ? '' : shown(options.filter), '(a eq number:1)');
    assert.deepEqual([options.top, options.skip, options.count], [5, 10, true]);
    assert.deepEqual(options.custom, { my: 'x&y' });
    assert.deepEqual(options.aliases, { p: { kind: 'literal', type: 'number', text: '1', at: 3 } });
    assert.deepEqual(options.unsupported, [{ kind: 'unsupported', name: '$index', at: 7 }]);
  });

  it('have their percent signs resolved after they are cut, and a plus sign is a plus sign', () => {
    const { filter } = parseQueryOptions('$filter=Name%20eq%20%27a%26b%3D%2B+c%27');
    assert.deepEqual(filter?.kind === 'binary' && filter.right, {
      kind: 'literal',
      type: 'string',
      text: 'a&b=++c',
      at: 16,
    });
  });

  it('nest in $expand, with semicolons, commas and parentheses in quoted text', () => {
    const { expand = [] } = parseQueryOptions(
      "$expand=Lines($filter=Text eq 'a;b,(c';$expand=Account($select=Name,Code);top=2),Site/$ref,*($levels=2)",
    );
    const [lines, site, star] = expand;
    assert.ok(lines?.options.filter !== undefined);
    assert.equal(shown(lines.options.filter), '(Text eq string:a;b,(c)');
    assert.equal(lines.options.top, 2);
    assert.deepEqual(
      lines.options.expand?.[0]?.options.select?.map(({ path }) => steps(path)),
      ['Name', 'Code'],
    );
    assert.deepEqual([site?.only, star?.isStar, star?.options.levels], ['ref', true, 2]);
  });

  it('choose and order columns', () => {
    const {
      select = [],
      orderby = [],
      compute = [],
    } = parseQueryOptions(
      '$select=*,Site/Name,N.*,N.F(a,b),Lines($top=1)&$orderby=a desc,b asc, c&$compute=a mul 2 as Twice',
    );
    assert.deepEqual(
      select.map(({ path, isStar, parameters, options }) => [steps(path), isStar, parameters, options?.top]),
      [
        ['', true, undefined, undefined],
        ['Site/Name', false, undefined, undefined],
        ['N', true, undefined, undefined],
        ['N.F', false, ['a', 'b'], undefined],
        ['Lines', false, undefined, 1],
      ],
    );
    assert.deepEqual(
      orderby.map(({ expression, descending }) => [shown(expression), descending]),
      [
        ['a', true],
        ['b', false],
        ['c', false],
      ],
    );
    assert.deepEqual(
      compute.map(({ expression, alias }) => [shown(expression), alias]),
      [['(a mul number:2)', 'Twice']],
    );
  });

  it('search for words as AND, OR and NOT join them', () => {
    assertShown(
      {
        'a b OR NOT c': '((a and b) or !c)',
        'a AND (b OR c)': '(a and (b or c))',
        '"two words" -x': '(two words and -x)',
        AND: 'AND',
        'NOT NOT': '!NOT',
        "'it''s'": "it's",
        'a%3Bb': 'a;b',
      },
      (text) => searchText(parseQueryOptions(`$search=${text}`).search ?? { kind: 'term', text: '' }),
    );
  });

  it('aggregate', () => {
    const { apply = [] } = parseQueryOptions(
      '$apply=filter(a eq 1)/groupby((Site/Name,Month),' +
        'aggregate(Amount with SUM as Total,$count as Rows,Lines/$count as Many))' +
        '/orderby(Total desc)/topcount(3,Total)/concat(identity,aggregate(Total with max as Most))',
    );
    assert.deepEqual(
      apply.map(({ kind }) => kind),
      ['filter', 'groupby', 'orderby', 'topcount', 'concat'],
    );
    const grouped = apply[1];
    assert.ok(grouped?.kind === 'groupby');
    assert.deepEqual(grouped.paths.map(steps), ['Site/Name', 'Month']);
    const [then] = grouped.then;
    assert.ok(then?.kind === 'aggregate');
    assert.deepEqual(
      then.items.map(({ expression, method, alias }) => [
        expression === null ? null : shown(expression),
        method,
        alias,
      ]),
      [
        ['Amount', 'sum', 'Total'],
        [null, '$count', 'Rows'],
        ['Lines', '$count', 'Many'],
      ],
    );
  });

  it('name the transformations that are not offered', () => {
    assertShown(
      {
        'topsum(15,Amount)': 'topsum',
        'groupby((rollup(a,b)))': 'rollup',
        'aggregate(a with sum from b with max as c)': 'from in aggregate',
        'join(Lines as L)': 'join',
        'N.F(a=1)': 'N.F',
        'topcount($these/$count div 10,Amount)': 'topcount of a computed number',
      },
      (text) => {
        const [only] = parseQueryOptions(`$apply=${text}`).apply ?? [];
        return only?.kind === 'unsupported' ? only.name : 'offered';
      },
    );
  });

  it('are refused in words that say what was expected, and where', () => {
    assertShown(
      {
        '$filter=a eq 1&$filter=b eq 2': '$filter: expected only one $filter at position 0',
        '$filer=a': '$filer: expected an option of OData at position 0',
        '$top=x': '$top: expected a whole number at position 5',
        '$top=99999999999999999999': '$top: expected a whole number up to 9007199254740991 at position 5',
        '$levels=2': '$levels: expected an option of OData at position 0',
        '$filter=a eq %zz': '$filter: expected two hexadecimal digits after the percent sign at position 13',
        '$filter=a eq %ff': '$filter: expected percent-encoded UTF-8 at position 13',
        "$filter=a eq '%00'": '$filter: expected a character other than NUL at position 14',
        '$expand=a($top=1;$top=2)': '$expand: expected only one $top at position 17',
        '$expand=a/$count($top=1)': '$expand: expected one of the options $filter, $search at position 17',
        '$apply=aggregate(a as b)': '$apply: expected with and an aggregation method at position 18',
        '$apply=aggregate(a with median as b)':
          '$apply: expected one of the methods sum, min, max, average, countdistinct at position 24',
        '@p=1&@p=2': '@p: expected only one value of @p at position 0',
      },
      (text) => refusal(() => parseQueryOptions(text)),
    );
  });

  it('of every name become properties of their own', () => {
    const { custom, aliases } = parseQueryOptions('__proto__=x&@__proto__=1&constructor=y');
    assert.deepEqual(Object.entries(custom ?? {}), [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    assert.deepEqual(Object.keys(aliases ?? {}), ['__proto__']);
  });
});

describe('paths of resources', () => {
  const pathText = (text: string): string =>
    parseResourcePath(text)
      .map((segment) => {
        if (segment.kind === 'name')
          return segment.key === null ? segment.name : `${segment.name}(${keyText(segment.key)})`;
        if (segment.kind === 'text') return `text:${segment.text}`;
        if (segment.kind === 'filter') return `filter{${shown(segment.predicate)}}`;
        return segment.kind === 'crossjoin' ? `crossjoin:${segment.sets.join('+')}` : `<${segment.kind}>`;
      })
      .join(' ');

  it('are read segment by segment', () => {
    assertShown(
      {
        '': '',
        Sites: 'Sites',
        "Sites('0170')/Lines/$count": 'Sites(string:0170) Lines <count>',
        "Sites(a='x',b=@k)": 'Sites(a=string:x,b=@k)',
        'Sites(01234567-89ab-cdef-0123-456789abcdef)': 'Sites(guid:01234567-89ab-cdef-0123-456789abcdef)',
        "Sites('a%2Fb')": 'Sites(string:a/b)',
        "Sites('%E2%82%AC')": 'Sites(string:€)',
        'Sites%28%27O%27%27Neil%27%29': "Sites(string:O'Neil)",
        'People/O%27Neil/-1': "People text:O'Neil text:-1",
        'People/%24count': 'People text:$count',
        "Sites/$filter(Region/Name eq 'a/)b')/$each/N.Close":
          'Sites filter{(Region/Name eq string:a/)b)} <each> N.Close',
        'WhoAmI()': 'WhoAmI()',
        "Total(EntityNames=['sites'])": 'Total(EntityNames=[string:sites])',
        '$crossjoin(Sites, Lines)/$query': 'crossjoin:Sites+Lines <query>',
        'Sites/$ref': 'Sites <ref>',
      },
      pathText,
    );
  });

  it('are refused where a segment cannot stand', () => {
    assertShown(
      {
        'Sites/$count/x': 'expected the end of the path at position 13',
        $count: 'expected another segment than $count at position 0',
        'Sites/$foo': 'expected a segment such as $count, or %24 for a dollar sign in a key at position 6',
        'Sites//Lines': 'expected a resource name at position 6',
        'Model.Close': 'expected an opening parenthesis, a slash or the end at position 5',
        "Sites('a/b')": 'expected a closing quotation mark (the text starts at 6) at position 8',
        'Sites(1': 'expected a closing parenthesis at position 7',
        '12': 'expected a resource name at position 0',
      },
      (text) => refusal(() => parseResourcePath(text)),
    );
  });

  it('come with the options that they allow', () => {
    assert.equal(parseRelativeUri('$entity?$id=Sites(1)').options.id, 'Sites(1)');
    assertShown(
      {
        $entity: 'expected the option $id at position 7',
        '$metadata?$top=1': 'expected no option of OData but $format, and not top, at position 10',
        'Sites?$top=1': 'accepted',
      },
      (text) => refusal(() => parseRelativeUri(text)),
    );
  });
});

describe('headers', () => {
  it('say a version in two numbers', () => {
    assert.deepEqual(['4.0', ' 4.01 ', '4.1'].map(parseVersion), [
      [4, 0],
      [4, 1],
      [4, 1],
    ]);
    assert.equal(
      refusal(() => parseVersion('4')),
      'expected a version such as 4.01 at position 0',
    );
  });

  it('prefer with and without the prefix, and unknown ones are left out', () => {
    assert.deepEqual(
      parsePreferences(
        'odata.include-annotations="*,-N.Term#q", maxpagesize=10, return=representation, ' +
          'odata.track-changes, wait=5, foo=bar; a="b"',
      ),
      {
        includeAnnotations: ['*', '-N.Term#q'],
        maxPageSize: 10,
        returns: 'representation',
        trackChanges: true,
        wait: 5,
      },
    );
    assert.deepEqual(parsePreferences('continue-on-error=false'), { continueOnError: false });
    assert.deepEqual(parsePreferences('odata.continue-on-error'), { continueOnError: true });
  });

  it('prefer nothing with a wrong value', () => {
    assertShown(
      {
        'odata.maxpagesize=0': 'expected a number of rows from 1 at position 18',
        'return=all': 'expected representation or minimal at position 7',
        '': 'expected a word at position 0',
      },
      (text) => refusal(() => parsePreferences(text)),
    );
  });
});
