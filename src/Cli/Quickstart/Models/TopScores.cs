namespace Glissade.Cli.Quickstart;

/// <summary>Picks the highest scores.</summary>
internal static class TopScores
{
    /// <summary>
    /// Writes the positions of the highest scores, best first, and these scores; of equal scores the first wins, NaN never does.
    /// </summary>
    /// <returns>How many were written: fewer than asked when there are fewer scores.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> positions, Span<float> best)
    {
        int count = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores[i];
            if (float.IsNaN(score) || (count == positions.Length && (count == 0 || score <= best[count - 1])))
                continue;
            int place = count < positions.Length ? count++ : count - 1;
            while (place > 0 && best[place - 1] < score)
            {
                best[place] = best[place - 1];
                positions[place] = positions[place - 1];
                place--;
            }
            best[place] = score;
            positions[place] = i;
        }
        positions[count..].Fill(-1);
        best[count..].Clear();
        return count;
    }
}
