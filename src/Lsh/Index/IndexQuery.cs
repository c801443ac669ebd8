namespace Glissade.Lsh;

/// <summary>
/// What one thread needs to search an index: made by <see cref="INeuronIndex.CreateQuery"/>, used by one thread at a time.
/// </summary>
public abstract class IndexQuery : IDisposable
{
    private protected IndexQuery(INeuronIndex owner) => Owner = owner;

    internal INeuronIndex Owner { get; }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public abstract void Dispose();

    internal static TQuery Check<TQuery>(INeuronIndex index, IndexQuery state)
        where TQuery : IndexQuery
    {
        ArgumentNullException.ThrowIfNull(state);
        return ReferenceEquals(state.Owner, index)
            ? (TQuery)state
            : throw new ArgumentException("the query state was created by another index", nameof(state));
    }
}
