import {
  QueryCache,
  QueryClient,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/query-core";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "./api/problem";

const retriesMax = 2;

export const meKey = ["me"] as const;

// One for the page. A 401 anywhere means that the session has ended: everything kept is dropped.
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!Problem.from(error).isSignedOut || query.queryKey[0] === meKey[0]) return;
      forgetEverything();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => Problem.from(error).status === 0 && failures < retriesMax,
    },
  },
});
queryClient.mount();

export function forgetEverything(): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] });
  queryClient.setQueryData(meKey, null);
}

type Options<T> = QueryObserverOptions<T, Error, T, T, readonly unknown[]>;

export function useQuery<T>(options: Options<T>): QueryObserverResult<T, Error> {
  const [observer] = useState(() => new QueryObserver(queryClient, options));
  const [, redraw] = useState({});
  useEffect(() => observer.subscribe(() => redraw({})), [observer]);
  observer.setOptions(options);
  return observer.getOptimisticResult(queryClient.defaultQueryOptions(options));
}
