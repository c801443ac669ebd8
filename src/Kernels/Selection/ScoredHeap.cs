namespace Glissade.Kernels;

/// <summary>
/// Hands out scored ids from the best on, as many as are asked for: higher scores first, of equal scores the lower id, NaN like minus infinity. A heap in
/// the caller's memory: made in linear time, and each id costs a walk down it, so those never asked for are never sorted.
/// </summary>
internal static unsafe class ScoredHeap
{
    /// <summary>Makes a heap of ids and their scores, in place.</summary>
    public static void Make(int* ids, float* scores, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (float.IsNaN(scores[i]))
                scores[i] = float.NegativeInfinity;
        }
        for (int place = (count / 2) - 1; place >= 0; place--)
            SiftDown(ids, scores, count, place, ids[place], scores[place]);
    }

    /// <summary>Takes the best id out of a heap that is not empty.</summary>
    public static int Take(int* ids, float* scores, ref int count)
    {
        int best = ids[0];
        count--;
        if (count > 0)
            SiftDown(ids, scores, count, 0, ids[count], scores[count]);
        return best;
    }

    private static bool IsBetter(float score, int id, float otherScore, int otherId) =>
        score > otherScore || (score == otherScore && id < otherId);

    /// <summary>Puts an entry where it belongs at <paramref name="place"/> or below, in a heap of <paramref name="count"/>.</summary>
    private static void SiftDown(int* ids, float* scores, int count, int place, int id, float score)
    {
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= count)
                break;
            if (child + 1 < count && IsBetter(scores[child + 1], ids[child + 1], scores[child], ids[child]))
                child++;
            if (!IsBetter(scores[child], ids[child], score, id))
                break;
            ids[place] = ids[child];
            scores[place] = scores[child];
            place = child;
        }

        ids[place] = id;
        scores[place] = score;
    }
}
