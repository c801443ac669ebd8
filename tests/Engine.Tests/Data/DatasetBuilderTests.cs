namespace Glissade.Tests;

public sealed class DatasetBuilderTests
{
    [Fact]
    public void RepeatedFeaturesAreSummedAndLabelsCountOnce()
    {
        DatasetBuilder builder = new();
        builder.Add([7, 2, 7], [1, 4, 2], [3, 1, 3]);
        Dataset data = builder.Build();
        Assert.Equal([2, 7], data.Features(0).Ids);
        Assert.Equal([4f, 3f], data.Features(0).Values);
        Assert.Equal([1, 3], data.Labels(0));
        Assert.Equal((8, 4), (data.FeatureCount, data.LabelCount));
    }

    [Fact]
    public void ASumThatIsNotFiniteIsRefused()
    {
        DatasetBuilder builder = new();
        Assert.Throws<ArgumentException>(() => builder.Add([1, 1], [3e38f, 3e38f], [0]));
    }
}
