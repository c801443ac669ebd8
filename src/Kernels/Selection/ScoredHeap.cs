namespace Glissade.Kernels;

/// <summary>
/// Heaps of scored ids in the caller's memory. One with the best on top hands out ids from the best on, as many as are asked for: it is made
/// in linear time, and each id costs a walk down it, so those never asked for are never sorted.
/// </summary>
internal static unsafe class ScoredHeap
{
    /// <summary>Makes a heap of ids and their scores with the best on top, in place; NaN counts as minus infinity.</summary>
    public static void Make(int* ids, float* scores, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (float.IsNaN(scores[i]))
                scores[i] = float.NegativeInfinity;
        }
        for (int place = (count / 2) - 1; place >= 0; place--)
            SiftDown<BestFirst>(ids, scores, count, place, ids[place], scores[place]);
    }

    /// <summary>Takes the best id out of such a heap, which is not empty.</summary>
    public static int Take(int* ids, float* scores, ref int count)
    {
        int best = ids[0];
        count--;
        if (count > 0)
            SiftDown<BestFirst>(ids, scores, count, 0, ids[count], scores[count]);
        return best;
    }

    /// <summary>Puts an entry where it belongs at <paramref name="place"/> or below, in a heap of <paramref name="count"/>.</summary>
    public static void SiftDown<TOrder>(int* ids, float* scores, int count, int place, int id, float score)
        where TOrder : struct, IScoreOrder
    {
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= count)
                break;
            if (child + 1 < count && TOrder.IsAbove(scores[child + 1], ids[child + 1], scores[child], ids[child]))
                child++;
            if (!TOrder.IsAbove(scores[child], ids[child], score, id))
                break;
            ids[place] = ids[child];
            scores[place] = scores[child];
            place = child;
        }

        ids[place] = id;
        scores[place] = score;
    }
}
