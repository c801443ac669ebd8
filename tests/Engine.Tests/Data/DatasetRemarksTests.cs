namespace Glissade.Tests;

public sealed class DatasetRemarksTests
{
    [Fact]
    public void NormalizedLabelledPointsLeaveNothingToSay()
    {
        DatasetBuilder builder = new();
        builder.Add([0, 1], [0.6f, 0.8f], [0]);
        builder.Add([1], [-1], [0]);

        Assert.Empty(Remarks(builder));
    }

    [Fact]
    public void EmptyDataIsJustThat() => Assert.Equal(["there are no points"], Remarks(new DatasetBuilder()));

    [Fact]
    public void PointsThatTeachNothingAreCounted()
    {
        DatasetBuilder builder = new();
        builder.Add([0], [1], []);
        builder.Add([], [], [1]);
        builder.Add([0], [1], [1]);
        builder.Add([0], [1], [1]);

        Assert.Equal(
            [
                "1 of 4 (25 %) points have no label: training leaves them out",
                "1 of 4 (25 %) points have no feature: all get the same answer",
                "1 of 2 (50 %) labels occur at no point: they cannot be learned",
            ],
            Remarks(builder));
    }

    [Theory]
    [InlineData(1f, 1f, "every value is 1")]
    [InlineData(2f, 1f, "values are whole numbers")]
    [InlineData(2.5f, 1f, "points are not of length 1")]
    public void ValuesThatTrainingWillWeightAreMentioned(float first, float second, string expected)
    {
        DatasetBuilder builder = new();
        builder.Add([0, 1], [first, second], [0]);
        builder.Add([0, 1], [first, second], [0]);

        Assert.StartsWith(expected, Assert.Single(Remarks(builder)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Remarks(DatasetBuilder builder) => DatasetRemarks.Of(DatasetSummary.Of(builder.Build()));
}
