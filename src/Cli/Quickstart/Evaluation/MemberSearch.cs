namespace Glissade.Cli.Quickstart;

/// <summary>
/// Ranks members for a description: the score of the member's own label plus that of its declaring type plus the mean of those of its
/// name's words.
/// A member seen in two texts borrows in this way from all members of its type and all members called alike.
/// </summary>
internal static class MemberSearch
{
    /// <summary>Writes the ranking score of every member, in the order of their labels.</summary>
    /// <param name="labels">The label space.</param>
    /// <param name="scores">The model's score of every label.</param>
    /// <param name="memberScores">As many as there are members.</param>
    public static void Rank(LabelSpace labels, ReadOnlySpan<float> scores, Span<float> memberScores)
    {
        for (int i = 0; i < memberScores.Length; i++)
        {
            MemberLabel member = labels.Member(labels.FirstMember + i);
            float words = 0;
            foreach (int word in member.WordLabels)
                words += scores[word];
            memberScores[i] = scores[labels.FirstMember + i] + scores[member.TypeLabel] + (words / Math.Max(member.WordLabels.Length, 1));
        }
    }
}
