using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

/// <summary>Every kind of index, in training and in search.</summary>
public sealed class IndexKindTests
{
    public static TheoryData<IndexKind> Kinds => [.. Enum.GetValues<IndexKind>()];

    public static TheoryData<IndexKind, ActiveSharing> KindsAndSharings
    {
        get
        {
            TheoryData<IndexKind, ActiveSharing> cases = [];
            foreach (IndexKind kind in Enum.GetValues<IndexKind>())
            {
                foreach (ActiveSharing sharing in Enum.GetValues<ActiveSharing>())
                    cases.Add(kind, sharing);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndSharings))]
    public void TrainingByAnyIndexLearnsSeparableLabels(IndexKind kind, ActiveSharing sharing)
    {
        using ExtremeClassifier model = Train(kind, sharing);
        Assert.Equal(kind, model.Recipe.Index);
        double precision = model.Evaluate(TestData.Separable(200, seed: 2)).PrecisionAt(1);
        Assert.True(precision > 0.9, $"P@1 {precision}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OneThreadAndASeedFixTheModel(IndexKind kind)
    {
        using ExtremeClassifier one = Train(kind, ActiveSharing.Batch);
        using ExtremeClassifier other = Train(kind, ActiveSharing.Batch);
        float[] expected = new float[one.LabelCount];
        float[] actual = new float[other.LabelCount];
        one.ScoreAll(TestData.Separable().Features(0), expected);
        other.ScoreAll(TestData.Separable().Features(0), actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SearchByAnyIndexAnswersNearlyAsTheExactOne(IndexKind kind)
    {
        Dataset test = TestData.Separable(200, seed: 2);
        using ExtremeClassifier model = Train(IndexKind.Tables, ActiveSharing.Batch);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, test, candidates: 20, threads: 2, index: kind);
        Assert.Equal(kind, retrieval.Kind);
        double exact = model.Evaluate(test).PrecisionAt(1);
        double found = model.Evaluate(test, retrieval: retrieval).PrecisionAt(1);
        Assert.True(found > exact - 0.1, $"P@1 {found}, exactly {exact}");
        Assert.InRange(retrieval.MeasureRecall(test, topK: 1).MeanCandidates, 1, 20);
        IReadOnlyList<IReadOnlyList<Prediction>> predictions = model.Predict(test, 30, retrieval: retrieval);
        Assert.All(predictions, point => Assert.InRange(point.Count, 1, 20));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SearchIsByTheIndexThatIsNamed(IndexKind kind)
    {
        using ExtremeClassifier model = Train(kind, ActiveSharing.Batch);
        using HashedRetrieval named = HashedRetrieval.Build(model, TestData.Separable(), index: kind);
        IndexStatistics statistics = named.Describe();
        Assert.Equal(kind, named.Kind);
        Assert.Equal(kind is IndexKind.Signatures or IndexKind.Codes, statistics.Load is null);
        Assert.Equal(kind switch { IndexKind.Tables => 10, IndexKind.InvertedFile => 1, _ => 0 }, statistics.TableCount);
    }

    [Fact]
    public void SearchIsByCodesUnlessAnotherIsNamed()
    {
        using ExtremeClassifier model = Train(IndexKind.Tables, ActiveSharing.Batch);
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, TestData.Separable());
        Assert.Equal(IndexKind.Codes, retrieval.Kind);
    }

    [Fact]
    public void AnUnknownIndexIsRefused()
    {
        using ExtremeClassifier model = Train(IndexKind.Tables, ActiveSharing.Batch);
        Assert.Throws<ArgumentOutOfRangeException>(() => HashedRetrieval.Build(model, TestData.Separable(), index: (IndexKind)9));
    }

    private static ExtremeClassifier Train(IndexKind kind, ActiveSharing sharing) => ExtremeClassifier.Train(
        TestData.Separable(),
        TestRecipes.Options(SamplerKind.Lsh, sharing) with
        {
            Index = kind,
            Hash = kind == IndexKind.Tables ? HashKind.Learned : HashKind.SimHash,
            RebuildInterval = 5,
            Epochs = 5,
        });
}
