using System.Diagnostics;
using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// Keeps many of the best of a stream of scored ids, as <see cref="TopSelection"/> does, but without a heap: what is above a threshold is
/// collected, and when there is no more room the lesser half is thrown out and the threshold raised. An offer costs the same however many
/// are kept.
/// </summary>
/// <remarks>Scores are not NaN. Of equal scores the lower id is better.</remarks>
internal sealed unsafe class LargestSelection
{
    /// <summary>Scores that are compared at once.</summary>
    private const int Run = 64;

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
        if (kept > ids.Length - Run)
            ThrowOut();
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
