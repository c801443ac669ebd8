namespace Glissade.Tests;

public sealed class HeldOutPointsTests
{
    [Theory]
    [InlineData(null, 60)]
    [InlineData(1, 1)]
    [InlineData(599, 599)]
    public void EveryPointIsInOneOfTheParts(int? count, int held)
    {
        Dataset data = TestData.Separable();
        (Dataset train, Dataset kept) = HeldOutPoints.Split(data, count, seed: 1);
        Assert.Equal((600 - held, held), (train.Count, kept.Count));
        Assert.Equal(Points(data).Order(), Points(train).Concat(Points(kept)).Order());
        Assert.All([train, kept], part => Assert.Equal((data.FeatureCount, data.LabelCount), (part.FeatureCount, part.LabelCount)));
    }

    [Fact]
    public void TheSeedFixesWhichTheyAre()
    {
        Dataset data = TestData.Separable();
        Assert.Equal(Points(HeldOutPoints.Split(data, 50, seed: 1).Held), Points(HeldOutPoints.Split(data, 50, seed: 1).Held));
        Assert.NotEqual(Points(HeldOutPoints.Split(data, 50, seed: 1).Held), Points(HeldOutPoints.Split(data, 50, seed: 2).Held));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public void BothPartsNeedPoints(int count)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => HeldOutPoints.Split(TestData.Separable(), count, seed: 1));
        Assert.Equal($"held-out points must be between 1 and the 600 training points less one, but are {count}", exception.Message);
    }

    private static string[] Points(Dataset data) =>
    [
        .. Enumerable.Range(0, data.Count).Select(point =>
            $"{string.Join(',', data.Labels(point).ToArray())} {string.Join(',', data.Features(point).Ids.ToArray())} " +
            string.Join(',', data.Features(point).Values.ToArray())),
    ];
}
