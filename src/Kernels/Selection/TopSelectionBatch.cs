using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// The best ids of several queries at once, from scores as a matrix product leaves them: a row of scores belongs to an id, a column to a
/// query. Sixteen queries at a time are compared with their thresholds; after the first rows hardly any passes.
/// </summary>
internal sealed unsafe class TopSelectionBatch : IDisposable
{
    private readonly TopSelection[] selections;
    private readonly RowMatrix thresholds;
    private int queries;
    private int budget;
    private int offered;
    private float floor;

    /// <summary>Room for <paramref name="capacity"/> queries.</summary>
    public TopSelectionBatch(int capacity)
    {
        selections = new TopSelection[capacity];
        for (int i = 0; i < capacity; i++)
            selections[i] = new TopSelection();
        thresholds = new RowMatrix(1, capacity);
    }

    /// <summary>What is kept for one query.</summary>
    public TopSelection this[int query] => selections[query];

    /// <summary>
    /// Forgets what was kept; from now on at most <paramref name="newBudget"/> ids are for each query, and if a floor is given only those above
    /// it.
    /// </summary>
    public void Begin(int queryCount, int newBudget, float? newFloor = null)
    {
        queries = queryCount;
        budget = newBudget;
        floor = newFloor ?? float.NaN;
        offered = newFloor is null ? 0 : budget;
        for (int query = 0; query < queries; query++)
            selections[query].Begin(budget);
        // Nothing is above infinity: not what lies in the columns beyond the last query, and without a budget nothing at all.
        new Span<float>(thresholds.Pointer, thresholds.Stride).Fill(float.PositiveInfinity);
        if (newFloor is { } lowest && budget > 0)
            new Span<float>(thresholds.Pointer, queries).Fill(lowest);
    }

    /// <summary>
    /// Offers an id to every query. Of equal scores the lower id is kept if ids come in ascending order, else which one is left open. The scores
    /// are readable up to the next multiple of 16 queries.
    /// </summary>
    public void Offer(int id, float* scores)
    {
        if (offered < budget)
        {
            OfferToAll(id, scores);
            return;
        }
        for (int start = 0; start < queries; start += 16)
        {
            ulong above = Comparison.GreaterThanMask16(scores + start, thresholds.Pointer + start);
            for (; above != 0; above &= above - 1)
                OfferTo(start + BitOperations.TrailingZeroCount(above), id, scores);
        }
    }

    /// <summary>Puts each query's best first; nothing may be offered after it until the next <see cref="Begin"/>.</summary>
    public void Sort()
    {
        for (int query = 0; query < queries; query++)
            selections[query].Sort();
    }

    /// <summary>Frees the thresholds; further calls do nothing.</summary>
    public void Dispose() => thresholds.Dispose();

    /// <summary>Every id enters until the budget is used up, by all queries at the same time.</summary>
    private void OfferToAll(int id, float* scores)
    {
        offered++;
        for (int query = 0; query < queries; query++)
            OfferTo(query, id, scores);
    }

    private void OfferTo(int query, int id, float* scores)
    {
        TopSelection selection = selections[query];
        selection.Offer(id, scores[query]);
        // With a floor, it is the threshold until the budget is used up; without one, nobody asks before.
        thresholds.Pointer[query] = selection.Count < budget ? floor : selection.Threshold;
    }
}
