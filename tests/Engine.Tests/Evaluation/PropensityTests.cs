namespace Glissade.Tests;

public class PropensityTests
{
    [Fact]
    public void WeightsMatchTheFormulaByHand()
    {
        // A label seen once weighs 1 + (ln N - 1) = ln N, whatever A and B are.
        double c = (Math.Log(1000) - 1) * Math.Pow(2.5, 0.55);
        double[] inverse = Propensity.Inverse([0, 1, 7], 1000);

        Assert.Equal(1 + (c / Math.Pow(1.5, 0.55)), inverse[0], 1e-12);
        Assert.Equal(Math.Log(1000), inverse[1], 1e-12);
        Assert.Equal(1 + (c / Math.Pow(8.5, 0.55)), inverse[2], 1e-12);
    }

    [Fact]
    public void PresetsAreThoseOfTheRepository()
    {
        Assert.Equal(Propensity.Inverse([0, 3, 50], 9999, 0.55, 1.5), Propensity.Inverse([0, 3, 50], 9999, PropensityConstants.General));
        Assert.Equal(Propensity.Inverse([0, 3, 50], 9999, 0.5, 0.4), Propensity.Inverse([0, 3, 50], 9999, PropensityConstants.Wikipedia));
        Assert.Equal(Propensity.Inverse([0, 3, 50], 9999, 0.6, 2.6), Propensity.Inverse([0, 3, 50], 9999, PropensityConstants.Amazon));
    }

    [Fact]
    public void RarerLabelsWeighMore()
    {
        double[] inverse = Propensity.Inverse([0, 1, 2, 10, 100, 100_000], 200_000);

        for (int label = 1; label < inverse.Length; label++)
            Assert.True(inverse[label] < inverse[label - 1], $"label {label} weighs {inverse[label]}, a rarer one {inverse[label - 1]}");
        Assert.All(inverse, weight => Assert.True(weight > 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WithNextToNoTrainingPointsEveryLabelWeighsOne(long points) => Assert.Equal([1.0, 1.0], Propensity.Inverse([0, 1], points));

    [Fact]
    public void ArgumentsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Propensity.Inverse([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Propensity.Inverse([-1], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Propensity.Inverse([1], 10, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Propensity.Inverse([1], 10, 0.5, 0));
    }

    [Fact]
    public void FrequenciesCountPointsOfEachLabel()
    {
        DatasetBuilder builder = new();
        builder.Add([], [], [0, 2]);
        builder.Add([], [], []);
        builder.Add([], [], [2]);

        Assert.Equal([1, 0, 2, 0], Propensity.LabelFrequencies(builder.Build(labelCount: 4)));
    }
}
