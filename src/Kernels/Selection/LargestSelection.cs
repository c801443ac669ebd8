using System.Diagnostics;
using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// Keeps many of the best of a stream of scored ids, as <see cref="TopSelection"/> does, but without a heap: what is above a threshold is
/// collected, and when there is no more room about the lesser half is thrown out and the threshold raised. An offer costs the same however
/// many are kept.
/// </summary>
/// <remarks>Scores are not NaN. Of equal scores the lower id is better.</remarks>
internal sealed unsafe class LargestSelection
{
    /// <summary>Scores that are compared at once.</summary>
    private const int Run = 64;

    /// <summary>Scores by which a threshold is guessed.</summary>
    private const int Samples = 64;

    /// <summary>Places in the sample from one guess to the next: about a standard error.</summary>
    private const int SampleMargin = 4;

    private float[] scores = [];
    private int[] ids = [];
    private int budget;
    private int kept;
    private float threshold;

    /// <summary>Number of ids kept: the budget, or as many as were offered.</summary>
    public int Count => Math.Min(kept, budget);

    /// <summary>The ids kept, the best first once <see cref="Sort"/> was called.</summary>
    public ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    /// <summary>Forgets what was kept; from now on at most <paramref name="newBudget"/> are.</summary>
    public void Begin(int newBudget)
    {
        budget = newBudget;
        kept = 0;
        threshold = float.NegativeInfinity;
        int room = (2 * newBudget) + Run;
        if (scores.Length >= room)
            return;
        scores = new float[room];
        ids = new int[room];
    }

    /// <summary>
    /// Offers ids <paramref name="firstId"/> and on, all above those that were offered before: a score equal to the least of enough that
    /// are kept comes too late.
    /// </summary>
    public void OfferRun(int firstId, float* runScores, int count)
    {
        int i = 0;
        for (; i <= count - Run && budget > 0; i += Run)
        {
            ulong above = float.IsNegativeInfinity(threshold) ? ulong.MaxValue : Comparison.AboveMask64(runScores + i, threshold);
            if (above == 0)
                continue;
            MakeRoom();
            for (; above != 0; above &= above - 1)
            {
                int place = i + BitOperations.TrailingZeroCount(above);
                Keep(firstId + place, runScores[place]);
            }
        }
        if (i == count || budget == 0)
            return;
        MakeRoom();
        for (; i < count; i++)
        {
            if (runScores[i] > threshold || float.IsNegativeInfinity(threshold))
                Keep(firstId + i, runScores[i]);
        }
    }

    /// <summary>Puts the best first. Nothing may be offered after it until the next <see cref="Begin"/>.</summary>
    public void Sort()
    {
        if (kept > budget)
            ThrowOut();
        scores.AsSpan(0, kept).Sort(ids.AsSpan(0, kept));
        scores.AsSpan(0, kept).Reverse();
        ids.AsSpan(0, kept).Reverse();
        // Equal scores in the order of ids.
        for (int start = 0, end; start < kept; start = end)
        {
            for (end = start + 1; end < kept && scores[end] == scores[start];)
                end++;
            if (end - start > 1)
                ids.AsSpan(start, end - start).Sort();
        }
    }

    private void Keep(int id, float score)
    {
        Debug.Assert(kept < ids.Length, "there is room for a run");
        ids[kept] = id;
        scores[kept++] = score;
    }

    private void MakeRoom()
    {
        if (kept > ids.Length - Run && !TryThrowOutBySample())
            ThrowOut();
    }

    /// <summary>
    /// Leaves the ids whose scores reach one of a sample of them, if these are the budget's or some more and a quarter can go: without a
    /// branch for a score, since which way it goes cannot be foreseen. As many as the budget, all of lower ids than those to come, reach
    /// the threshold then, so that an equal score comes too late.
    /// </summary>
    private bool TryThrowOutBySample()
    {
        Span<float> sample = stackalloc float[Samples];
        for (int i = 0; i < Samples; i++)
            sample[i] = scores[(int)((long)i * kept / Samples)];
        sample.Sort();
        for (int place = Samples - 1 - (int)((long)Samples * budget / kept); place >= 0; place -= SampleMargin)
        {
            int reaching = CountReaching(sample[place]);
            if (reaching < budget)
                continue;
            if (reaching > kept - (kept / 4))
                return false;
            KeepReaching(sample[place]);
            return true;
        }
        return false;
    }

    private int CountReaching(float least)
    {
        int reaching = 0;
        foreach (float score in scores.AsSpan(0, kept))
            reaching += score >= least ? 1 : 0;
        return reaching;
    }

    private void KeepReaching(float least)
    {
        Span<float> keptScores = scores.AsSpan(0, kept);
        Span<int> keptIds = ids.AsSpan(0, keptScores.Length);
        int left = 0;
        for (int i = 0; i < keptScores.Length; i++)
        {
            float score = keptScores[i];
            keptScores[left] = score;
            keptIds[left] = keptIds[i];
            left += score >= least ? 1 : 0;
        }
        kept = left;
        threshold = least;
    }

    /// <summary>Leaves the budget's ids; the least of their scores is the threshold from now on.</summary>
    private void ThrowOut()
    {
        int first = 0;
        int last = kept - 1;
        // Quickselect (Hoare): afterwards the best stand in front, in no order.
        while (first < last)
        {
            int middle = first + ((last - first) / 2);
            (float pivot, int pivotId) = (scores[middle], ids[middle]);
            int left = first;
            int right = last;
            while (left <= right)
            {
                while (IsBetter(left, pivot, pivotId))
                    left++;
                while (IsWorse(right, pivot, pivotId))
                    right--;
                if (left > right)
                    break;
                (scores[left], scores[right]) = (scores[right], scores[left]);
                (ids[left], ids[right]) = (ids[right], ids[left]);
                left++;
                right--;
            }
            if (budget - 1 <= right)
                last = right;
            else if (budget - 1 >= left)
                first = left;
            else
                break;
        }
        kept = budget;
        threshold = scores[budget - 1];
    }

    private bool IsBetter(int place, float score, int id) => scores[place] > score || (scores[place] == score && ids[place] < id);

    private bool IsWorse(int place, float score, int id) => scores[place] < score || (scores[place] == score && ids[place] > id);
}
