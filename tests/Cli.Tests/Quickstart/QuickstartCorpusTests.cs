using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public class QuickstartCorpusTests
{
    private readonly List<ApiMember> members = SmallDocumentation.Read(SmallDocumentation.Kitchen());

    [Fact]
    public void SameFilesGiveTheSameSet()
    {
        QuickstartCorpus first = QuickstartCorpus.Build(members);
        QuickstartCorpus second = QuickstartCorpus.Build(members);
        Assert.Equal(Points(first.Train), Points(second.Train));
        Assert.Equal(Points(first.Test), Points(second.Test));
        Assert.Equal(first.TestTexts, second.TestTexts);
    }

    [Fact]
    public void EveryTestLabelIsSeenInTraining()
    {
        QuickstartCorpus corpus = QuickstartCorpus.Build(members);
        HashSet<int> seen = [.. AllLabels(corpus.Train)];
        Assert.True(corpus.Test.Count >= 5, $"only {corpus.Test.Count} questions");
        Assert.All(AllLabels(corpus.Test), label => Assert.Contains(label, seen));
    }

    [Fact]
    public void NoSummaryOfAHeldOutMemberIsTrainedOn()
    {
        QuickstartCorpus corpus = QuickstartCorpus.Build(members);
        // "Will bake the bread with care": only the summaries have these words.
        int care = Assert.Single(corpus.Featurizer.Transform("care").Ids.ToArray());
        int minutes = Assert.Single(corpus.Featurizer.Transform("minutes").Ids.ToArray());
        HashSet<int> heldOut = [.. Enumerable.Range(0, corpus.Test.Count).Select(p => MemberOf(corpus, corpus.Test, p)).Where(m => m >= 0)];
        for (int point = 0; point < corpus.Train.Count; point++)
        {
            if (!heldOut.Contains(MemberOf(corpus, corpus.Train, point)))
                continue;
            int[] features = corpus.Train.Features(point).Ids.ToArray();
            Assert.DoesNotContain(care, features);
            Assert.DoesNotContain(minutes, features);
        }
    }

    [Fact]
    public void SummaryThatAnotherMemberSharesIsNotAsked()
    {
        List<ApiMember> shared = [.. members.Select(m => m with { Description = "Does what every other one does." })];
        QuickstartCorpus corpus = QuickstartCorpus.Build(shared);
        Assert.Equal(0, corpus.Test.Count);
        Assert.True(corpus.Statistics.HeldOut > 0);
        Assert.Equal(corpus.Statistics.HeldOut, corpus.Statistics.Boilerplate);
    }

    [Fact]
    public void OverloadsThatRepeatATextGiveOnePoint()
    {
        QuickstartCorpus corpus = QuickstartCorpus.Build(members);
        // The details of both overloads are equal, their summaries are not: two summaries and one text of details, or the latter alone.
        IEnumerable<IGrouping<int, int>> byMember = Enumerable.Range(0, corpus.Train.Count).GroupBy(p => MemberOf(corpus, corpus.Train, p));
        foreach (IGrouping<int, int> points in byMember.Where(g => g.Key >= 0))
            Assert.True(points.Count() is 1 or 3, $"{points.Count()} points");
    }

    [Fact]
    public void LabelsAreTypeMemberAndWords()
    {
        List<ApiMember> one = SmallDocumentation.Read(
            "<doc><members><member name='T:A.Shelf`2'><summary>Holds.</summary></member>"
            + "<member name='M:A.Shelf`2.PutBack(System.Int32)'><summary>Returns it.</summary></member>"
            + "<member name='M:A.Shelf`2.#ctor'><summary>Makes it.</summary></member>"
            + "<member name='M:A.Shelf`2.op_Addition(A)'><summary>Adds.</summary></member></members></doc>");
        LabelSpaceBuilder builder = new(one);
        Assert.Equal(["type: Shelf<,>", "word: shelf"], builder.LabelsOf(one[0].Name).Select(builder.Labels.NameOf));
        Assert.Equal(
            ["type: Shelf<,>", "member: Shelf<,>.PutBack", "word: put", "word: back"],
            builder.LabelsOf(one[1].Name).Select(builder.Labels.NameOf));
        Assert.Equal(
            ["type: Shelf<,>", "member: new Shelf<,>", "word: shelf"],
            builder.LabelsOf(one[2].Name).Select(builder.Labels.NameOf));
        Assert.Equal(
            ["type: Shelf<,>", "member: Shelf<,>.operator Addition", "word: operator", "word: addition"],
            builder.LabelsOf(one[3].Name).Select(builder.Labels.NameOf));
    }

    [Fact]
    public void TypesAreNamedByTheirOuterTypesAndByNamespaceOnlyIfNeeded()
    {
        string[] types = ["A.Clock", "B.Clock", "A.Shelf`1", "A.Shelf`1.Row`3"];
        TypeDisplayNames names = new(types);
        Assert.Equal(["A.Clock", "B.Clock", "Shelf<>", "Shelf<>.Row<,,>"], types.Select(t => names[t]));
    }

    private static int MemberOf(QuickstartCorpus corpus, Dataset points, int point)
    {
        foreach (int label in points.Labels(point))
        {
            if (corpus.Labels.KindOf(label) == LabelKind.Member)
                return label;
        }
        return -1;
    }

    private static IEnumerable<int> AllLabels(Dataset points) =>
        Enumerable.Range(0, points.Count).SelectMany(p => points.Labels(p).ToArray());

    private static List<string> Points(Dataset points) =>
    [
        .. Enumerable.Range(0, points.Count).Select(p => string.Join(
            ' ',
            string.Join(',', points.Labels(p).ToArray()),
            string.Join(',', points.Features(p).Ids.ToArray()),
            string.Join(',', points.Features(p).Values.ToArray()))),
    ];
}
