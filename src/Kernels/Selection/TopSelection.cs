using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// Keeps the best of a stream of scored ids: higher scores first, of equal scores the lower id. A heap whose root is the worst kept, so
/// most offers cost one comparison, and those of a long run a part of one. NaN ranks last, like minus infinity, and is kept as such.
/// </summary>
internal sealed unsafe class TopSelection
{
    private float[] scores = [];
    private int[] ids = [];
    private int budget;

    /// <summary>Number of ids kept.</summary>
    public int Count { get; private set; }

    /// <summary>The ids kept; the best first once <see cref="Sort"/> was called.</summary>
    public ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    /// <summary>Their scores.</summary>
    public ReadOnlySpan<float> Scores => scores.AsSpan(0, Count);

    /// <summary>The worst score kept, once the budget is used up. A higher one enters; an equal one only with a lower id.</summary>
    public float Threshold => scores[0];

    /// <summary>Forgets what was kept; from now on at most <paramref name="newBudget"/> are.</summary>
    public void Begin(int newBudget)
    {
        budget = newBudget;
        Count = 0;
        if (scores.Length >= newBudget)
            return;
        scores = new float[newBudget];
        ids = new int[newBudget];
    }

    /// <summary>Keeps an id if its score is among the best, in whatever order ids come.</summary>
    public void Offer(int id, float score)
    {
        if (float.IsNaN(score))
            score = float.NegativeInfinity;
        if (Count < budget)
            SiftUp(Count++, id, score);
        else if (Count > 0 && WorstFirst.IsAbove(scores[0], ids[0], score, id))
            SiftDown(Count, id, score);
    }

    /// <summary>
    /// Offers ids in ascending order, all above those that were offered before: an equal score then comes too late, and scores that are not
    /// above the threshold are passed over 64 at a time.
    /// </summary>
    public void OfferRun(int* runIds, float* runScores, int count)
    {
        int i = 0;
        for (; i < count && Count < budget; i++)
            Offer(runIds[i], runScores[i]);
        if (budget == 0)
            return;
        for (; i <= count - 64; i += 64)
        {
            ulong above = Comparison.AboveMask64(runScores + i, Threshold);
            for (; above != 0; above &= above - 1)
            {
                int place = i + BitOperations.TrailingZeroCount(above);
                Offer(runIds[place], runScores[place]);
            }
        }
        for (; i < count; i++)
            Offer(runIds[i], runScores[i]);
    }

    /// <summary>
    /// Offers ids in whatever order: scores below the threshold are passed over 64 at a time, equal ones are looked at, since their ids may
    /// be lower.
    /// </summary>
    public void OfferAny(int* anyIds, float* anyScores, int count)
    {
        int i = 0;
        for (; i < count && Count < budget; i++)
            Offer(anyIds[i], anyScores[i]);
        if (budget == 0)
            return;
        // Below minus infinity, which NaN counts as, there is nothing to look above.
        for (; i <= count - 64 && !float.IsNegativeInfinity(Threshold); i += 64)
        {
            ulong reaching = Comparison.AboveMask64(anyScores + i, MathF.BitDecrement(Threshold));
            for (; reaching != 0; reaching &= reaching - 1)
            {
                int place = i + BitOperations.TrailingZeroCount(reaching);
                Offer(anyIds[place], anyScores[place]);
            }
        }
        for (; i < count; i++)
            Offer(anyIds[i], anyScores[i]);
    }

    /// <summary>Puts the best first. Nothing may be offered after it until the next <see cref="Begin"/>.</summary>
    public void Sort()
    {
        for (int last = Count - 1; last > 0; last--)
        {
            // The root, the worst of those left, changes places with the last of them.
            (int worstId, float worstScore) = (ids[0], scores[0]);
            SiftDown(last, ids[last], scores[last]);
            ids[last] = worstId;
            scores[last] = worstScore;
        }
    }

    /// <summary>Forgets all but the best <paramref name="count"/>, once <see cref="Sort"/> was called.</summary>
    public void Keep(int count) => Count = Math.Min(Count, count);

    private void SiftUp(int place, int id, float score)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!WorstFirst.IsAbove(score, id, scores[parent], ids[parent]))
                break;
            Move(parent, place);
            place = parent;
        }

        scores[place] = score;
        ids[place] = id;
    }

    /// <summary>Puts an entry in the root's place and restores the order below it, in a heap of <paramref name="size"/>.</summary>
    private void SiftDown(int size, int id, float score)
    {
        fixed (int* kept = ids)
        fixed (float* keptScores = scores)
            ScoredHeap.SiftDown<WorstFirst>(kept, keptScores, size, 0, id, score);
    }

    private void Move(int from, int to)
    {
        scores[to] = scores[from];
        ids[to] = ids[from];
    }
}
