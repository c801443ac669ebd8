namespace Glissade.Lsh;

/// <summary>
/// Keeps the best of a stream of scored ids: higher scores first, of equal scores the lower id. A heap whose root is the worst kept, so
/// most offers cost one comparison. NaN ranks last, like minus infinity.
/// </summary>
internal sealed class TopSelection
{
    private float[] scores = [];
    private int[] ids = [];
    private int budget;
    private int count;

    internal void Begin(int newBudget)
    {
        budget = newBudget;
        count = 0;
        if (scores.Length >= newBudget)
            return;
        scores = new float[newBudget];
        ids = new int[newBudget];
    }

    internal void Offer(int id, float score)
    {
        if (float.IsNaN(score))
            score = float.NegativeInfinity;
        if (count < budget)
            SiftUp(count++, id, score);
        else if (count > 0 && IsWorse(scores[0], ids[0], score, id))
            SiftDown(id, score);
    }

    /// <summary>Empties the selection into <paramref name="target"/>, the best first.</summary>
    internal int Drain(Span<int> target)
    {
        int found = count;
        while (count > 0)
        {
            target[count - 1] = ids[0];
            count--;
            SiftDown(ids[count], scores[count]);
        }

        return found;
    }

    private static bool IsWorse(float score, int id, float otherScore, int otherId) =>
        score < otherScore || (score == otherScore && id > otherId);

    private void SiftUp(int place, int id, float score)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!IsWorse(score, id, scores[parent], ids[parent]))
                break;
            Move(parent, place);
            place = parent;
        }

        scores[place] = score;
        ids[place] = id;
    }

    /// <summary>Puts an entry in the root's place and restores the order below it.</summary>
    private void SiftDown(int id, float score)
    {
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= count)
                break;
            if (child + 1 < count && IsWorse(scores[child + 1], ids[child + 1], scores[child], ids[child]))
                child++;
            if (!IsWorse(scores[child], ids[child], score, id))
                break;
            Move(child, place);
            place = child;
        }

        scores[place] = score;
        ids[place] = id;
    }

    private void Move(int from, int to)
    {
        scores[to] = scores[from];
        ids[to] = ids[from];
    }
}
