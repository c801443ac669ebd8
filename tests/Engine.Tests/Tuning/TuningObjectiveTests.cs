namespace Glissade.Tests;

public sealed class TuningObjectiveTests
{
    [Theory]
    [InlineData("p@1", TuningFigure.Precision, 1)]
    [InlineData("psp@5", TuningFigure.PropensityScoredPrecision, 5)]
    [InlineData("ndcg@3", TuningFigure.Ndcg, 3)]
    [InlineData("recall@20", TuningFigure.Recall, 20)]
    public void ANameIsUnderstoodAndWritten(string name, TuningFigure figure, int k)
    {
        TuningObjective objective = Assert.IsType<TuningObjective>(TuningObjective.Parse(name));
        Assert.Equal(new TuningObjective(figure, k), objective);
        Assert.Equal(name, objective.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("p@")]
    [InlineData("p@0")]
    [InlineData("p@-1")]
    [InlineData("p@1@2")]
    [InlineData("map@1")]
    public void AnythingElseIsNot(string name) => Assert.Null(TuningObjective.Parse(name));

    [Fact]
    public void EachFigureIsThatOfAnEvaluation()
    {
        TrainingOptions options = TestRecipes.Options(SamplerKind.Full, Layers.ActiveSharing.Batch) with { Epochs = 1, LearningRate = 1e-5f };
        Dataset test = TestData.Separable(60, seed: 3);
        using ExtremeClassifier model = ExtremeClassifier.Train(TestData.Separable(), options);
        EvaluationReport report = model.Evaluate(test, [3]);
        double[] figures = [report.Precision[0], report.PropensityScoredPrecision![0], report.Ndcg[0], report.Recall[0]];
        Assert.Equal(
            figures,
            Enum.GetValues<TuningFigure>().Select(figure => new TuningObjective(figure, 3).Measure(model, test, null, default)));
        Assert.Equal(4, figures.Distinct().Count());
    }
}
