namespace Glissade;

/// <summary>A sparse vector: ascending ids without repetition, and their values.</summary>
public readonly ref struct SparseVector
{
    /// <summary>Wraps <paramref name="ids"/> and <paramref name="values"/> without copying them.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public SparseVector(ReadOnlySpan<int> ids, ReadOnlySpan<float> values)
    {
        if (ids.Length != values.Length)
            throw new ArgumentException($"a sparse vector needs one value for each id, but has {ids.Length} ids and {values.Length} values", nameof(values));
        Ids = ids;
        Values = values;
    }

    /// <summary>Positions of the stored entries, ascending.</summary>
    public ReadOnlySpan<int> Ids { get; }

    /// <summary>Values of the stored entries, in the order of <see cref="Ids"/>.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Number of stored entries.</summary>
    public int Count => Ids.Length;
}
