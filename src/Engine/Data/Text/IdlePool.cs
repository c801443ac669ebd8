using System.Collections.Concurrent;

namespace Glissade.Text;

/// <summary>Objects that one thread at a time may use, as many as there are threads that want one at the same time.</summary>
internal sealed class IdlePool<T>(Func<T> create)
{
    private readonly ConcurrentBag<T> idle = [];

    /// <summary>Does something with one of them.</summary>
    internal TResult Use<TResult>(Func<T, TResult> use)
    {
        if (!idle.TryTake(out T? one))
            one = create();
        TResult result = use(one);
        idle.Add(one);
        return result;
    }
}
