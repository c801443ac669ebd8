namespace Glissade.Cli.Quickstart;

/// <summary>What a model finds for a typed description.</summary>
/// <param name="Query">The description.</param>
/// <param name="Members">The best members, best first; none if no word of the query is known.</param>
/// <param name="Types">The best types, best first.</param>
/// <param name="Milliseconds">Time of the answer, from text to ranking.</param>
internal sealed record QueryAnswer(string Query, IReadOnlyList<MemberAnswer> Members, IReadOnlyList<string> Types, double Milliseconds)
{
    private const int ShownMembers = 5;
    private const int ShownTypes = 3;
    private const int FaintestRank = 20;

    /// <summary>Asks a model.</summary>
    public static QueryAnswer Find(IQuickstartModel model, QuickstartCorpus corpus, string query)
    {
        long start = TimeProvider.System.GetTimestamp();
        LabelSpace labels = corpus.Labels;
        SparseVector features = corpus.Featurizer.Transform(query);
        if (features.Count == 0)
            return new QueryAnswer(query, [], [], 0);
        float[] scores = new float[labels.Count];
        float[] memberScores = new float[labels.MemberCount];
        model.ScoreAll(features, scores);
        MemberSearch.Rank(labels, scores, memberScores);

        int[] members = new int[FaintestRank];
        float[] best = new float[FaintestRank];
        int found = TopScores.Select(memberScores, members, best);
        float faintest = found == 0 ? 0 : best[found - 1];
        float range = found == 0 || best[0] <= faintest ? 1 : best[0] - faintest;
        MemberAnswer[] answers =
        [
            .. Enumerable.Range(0, Math.Min(found, ShownMembers))
                .Select(i => new MemberAnswer(labels.Member(labels.FirstMember + members[i]), best[i], (best[i] - faintest) / range)),
        ];
        int[] types = new int[ShownTypes];
        int foundTypes = TopScores.Select(scores.AsSpan(0, labels.TypeCount), types, new float[ShownTypes]);
        double milliseconds = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        return new QueryAnswer(query, answers, [.. types.Take(foundTypes).Select(labels.TypeName)], milliseconds);
    }
}
