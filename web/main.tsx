import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import './design/base.css';
import { Toasts } from './design/toasts.tsx';
import { useTheme } from './design/theme.ts';
import { router } from './routes.tsx';
import { ServiceRefusal } from './service/client.ts';

/** Styles that scripts add bear the nonce of this page; nothing else may add any. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the service refused it refuses again; what did not arrive is worth two more attempts.
      retry: (failures, cause) => !(cause instanceof ServiceRefusal && cause.status > 0) && failures < 2,
    },
  },
});

function App(): ReactNode {
  const { theme, isDark } = useTheme();
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  return (
    <FluentProvider theme={theme} style={{ height: '100%' }}>
      <QueryClientProvider client={queries}>
        <Toasts>
          <RouterProvider router={router} context={{ queries }} />
        </Toasts>
      </QueryClientProvider>
    </FluentProvider>
  );
}

const place = document.getElementById('app');
if (place === null) throw new Error('the page has no place for the app');
createRoot(place).render(
  <StrictMode>
    <RendererProvider renderer={renderer}>
      <App />
    </RendererProvider>
  </StrictMode>,
);
