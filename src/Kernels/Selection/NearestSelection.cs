using System.Diagnostics;
using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// Keeps the nearest of a stream of ids with small whole distances: lower distances first, of equal ones the lower id.
/// </summary>
/// <remarks>
/// A running threshold: a histogram of what was kept tells within which distance the budget is used up, and whatever is not nearer is
/// passed over 32 at a time. What the threshold has overtaken is thrown out when the room is full, so a row costs a part of a comparison
/// and one that enters a few operations, whatever the budget; a counting sort ends it.
/// </remarks>
internal sealed unsafe class NearestSelection
{
    private int[] ids = [];
    private ushort[] distances = [];
    private int[] histogram = [];
    private int budget;
    private int kept;
    private int threshold;
    private int below;

    /// <summary>Number of ids that <see cref="CopyTo"/> gives.</summary>
    public int Count => Math.Min(budget, kept);

    /// <summary>Forgets what was kept; from now on at most <paramref name="newBudget"/> are.</summary>
    /// <param name="newBudget">Most ids.</param>
    /// <param name="maxDistance">No distance is larger; below 2^15 - 1.</param>
    /// <param name="rows">No more ids are offered.</param>
    public void Begin(int newBudget, int maxDistance, int rows)
    {
        budget = newBudget;
        kept = 0;
        below = 0;
        threshold = budget == 0 ? 0 : maxDistance + 1;
        // Twice the budget, so that throwing out is rare, and a run of 32 beyond.
        int room = (int)Math.Min(2L * budget, rows) + SignatureDistance.GroupRows;
        if (ids.Length < room)
        {
            ids = new int[room];
            distances = new ushort[room];
        }
        if (histogram.Length < maxDistance + 1)
            histogram = new int[maxDistance + 1];
        Array.Clear(histogram);
    }

    /// <summary>
    /// Offers ids <paramref name="firstId"/> and following, all above those that were offered before. Distances are readable up to the next
    /// multiple of 32.
    /// </summary>
    public void OfferRun(int firstId, ushort* runDistances, int count)
    {
        for (int start = 0; start < count; start += SignatureDistance.GroupRows)
        {
            uint nearer = SignatureDistance.BelowMask32(runDistances + start, threshold);
            if (nearer == 0)
                continue;
            if (count - start < SignatureDistance.GroupRows)
                nearer &= (1u << (count - start)) - 1;
            if (kept > ids.Length - SignatureDistance.GroupRows)
                ThrowOut();
            for (; nearer != 0; nearer &= nearer - 1)
            {
                int place = start + BitOperations.TrailingZeroCount(nearer);
                Keep(firstId + place, runDistances[place]);
            }
        }
    }

    /// <summary>
    /// Writes the nearest, <see cref="Count"/> of them. Nothing may be offered after it until the next <see cref="Begin"/>.
    /// </summary>
    public void CopyTo(Span<int> target)
    {
        int count = Count;
        int next = 0;
        for (int distance = 0; distance < histogram.Length; distance++)
        {
            int size = histogram[distance];
            histogram[distance] = next;
            next += size;
        }
        for (int i = 0; i < kept; i++)
        {
            int place = histogram[distances[i]]++;
            if (place < count)
                target[place] = ids[i];
        }
    }

    private void Keep(int id, ushort distance)
    {
        if (distance >= threshold)
            return;
        Debug.Assert(kept < ids.Length, "there is room for a run");
        ids[kept] = id;
        distances[kept++] = distance;
        histogram[distance]++;
        below++;
        // Once the nearer ones alone use up the budget, an id as far as the farthest of them comes too late.
        while (below >= budget)
            below -= histogram[--threshold];
    }

    /// <summary>Leaves the budget's ids, in the order in which they came.</summary>
    private void ThrowOut()
    {
        int atThreshold = budget - below;
        int left = 0;
        for (int i = 0; i < kept; i++)
        {
            if (distances[i] > threshold || (distances[i] == threshold && atThreshold-- <= 0))
            {
                histogram[distances[i]]--;
                continue;
            }
            ids[left] = ids[i];
            distances[left++] = distances[i];
        }
        kept = left;
    }
}
