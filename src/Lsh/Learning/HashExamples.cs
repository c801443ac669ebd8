using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Queries and the rows that hashing should find for them: true labels (LSS and HALOS, "label-seeking") or the rows of largest inner product
/// (MONGOOSE). Holds the latest ones; older ones make place.
/// </summary>
/// <remarks>Changed by one thread at a time.</remarks>
public sealed class HashExamples : IDisposable, IStateful
{
    private readonly RowMatrix queries;
    private readonly int[] targets;
    private readonly int[] targetCounts;
    private RandomStream random = new(1);
    private int next;
    private int count;

    /// <summary>Room for <paramref name="capacity"/> queries of <paramref name="dimension"/> elements, [h; 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public HashExamples(int dimension, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        queries = new RowMatrix(capacity, dimension);
        targets = new int[checked(capacity * MaxTargets)];
        targetCounts = new int[capacity];
    }

    /// <summary>
    /// Targets that are kept of a query; of more, some drawn at random: ids often follow from what they name, so the first are no sample.
    /// </summary>
    public static int MaxTargets => 8;

    /// <summary>Elements of a query.</summary>
    public int Dimension => queries.Columns;

    /// <summary>Number of examples held.</summary>
    public int Count => count;

    /// <summary>Adds an example, in the oldest one's place if there is no room. A query without targets teaches nothing and is left out.</summary>
    /// <param name="query">[h; 1].</param>
    /// <param name="wanted">Ids of the rows to be found, none twice.</param>
    /// <exception cref="ArgumentException">The query has another length.</exception>
    public void Add(ReadOnlySpan<float> query, ReadOnlySpan<int> wanted)
    {
        if (query.Length != Dimension)
            throw new ArgumentException($"the query has {query.Length} elements, not {Dimension}", nameof(query));
        if (wanted.IsEmpty)
            return;
        int kept = Math.Min(wanted.Length, MaxTargets);
        query.CopyTo(queries.Row(next));
        Span<int> places = targets.AsSpan(next * MaxTargets, kept);
        wanted[..kept].CopyTo(places);
        for (int i = kept; i < wanted.Length; i++)
        {
            // Reservoir sampling (Vitter 1985, algorithm R).
            int place = random.NextInt32(i + 1);
            if (place < kept)
                places[place] = wanted[i];
        }
        targetCounts[next] = kept;
        next = (next + 1) % queries.Rows;
        count = Math.Max(count, next == 0 ? queries.Rows : next);
    }

    /// <summary>Forgets all examples.</summary>
    public void Clear() => count = next = 0;

    /// <summary>
    /// Frees the memory and with it all examples, so that who learns from several lists sees none here; further calls do nothing.
    /// </summary>
    public void Dispose()
    {
        Clear();
        queries.Dispose();
    }

    /// <exception cref="ArgumentException">Queries have another length than the index's, or a target is no row of it.</exception>
    internal void Check(INeuronIndex index)
    {
        if (Dimension != index.Dimension)
            throw new ArgumentException($"the examples' queries have {Dimension} elements, not {index.Dimension}");
        for (int example = 0; example < Count; example++)
        {
            foreach (int target in Targets(example))
            {
                if ((uint)target >= (uint)index.RowCount)
                    throw new ArgumentException($"an example's target is {target}, but the index has {index.RowCount} rows");
            }
        }
    }

    void IStateful.Visit(IStateVisitor state)
    {
        state.Matrix("queries", queries);
        state.Array("targets", targets);
        state.Array("target_counts", targetCounts);
        state.Value("random", ref random);
        state.Value("next", ref next);
        state.Value("count", ref count);
    }

    internal ReadOnlySpan<float> Query(int example) => queries.Row(example);

    internal ReadOnlySpan<int> Targets(int example) => targets.AsSpan(example * MaxTargets, targetCounts[example]);
}
