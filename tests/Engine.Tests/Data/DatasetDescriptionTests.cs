using System.Text.Json;
using Glissade.Tests;

namespace Glissade.Engine.Tests.Data;

public sealed class DatasetDescriptionTests
{
    [Fact]
    public void RepeatedUnsortedAndUnusedThingsAreCounted()
    {
        DatasetDescription description = DatasetDescription.Of(Texts.Load("6 9 9\n1 2:1 3:1\n2 3:1 2:1\n1,1 2:1 3:2\n1 2:1 2:0\n \n \n"));
        Assert.Equal((1, 3, 7), (description.DuplicateCount, description.UnsortedCount, description.UnusedFeatureCount));
        Assert.Equal([7, 1, 1], description.PointsPerLabel.Counts);
        Assert.Equal([7, 0, 1, 1], description.PointsPerFeature.Counts);
        Assert.Equal([new NamedCount(1, null, 3), new NamedCount(2, null, 1)], description.MostFrequentLabels);
        Assert.Equal([new NamedCount(2, null, 4), new NamedCount(3, null, 3)], description.MostFrequentFeatures);
        Assert.Contains("1 of 6 (16.67 %) points have the very features of an earlier one", description.Remarks);
        Assert.Contains("3 of 6 (50 %) points had features or labels out of order or repeated: they were sorted, values added up",
            description.Remarks);
        Assert.Contains("7 of 9 (77.78 %) features occur at no point", description.Remarks);
    }

    [Fact]
    public void HistogramsAreThoseOfTheData()
    {
        Dataset data = Texts.Load("3 9 9\n1,2,5 2:1 3:1 4:1\n2 3:1\n 7:1\n");
        DatasetDescription description = DatasetDescription.Of(data);
        Assert.Equal(SizeHistogram.PointsPerLabel(data).Counts, description.PointsPerLabel.Counts);
        Assert.Equal(SizeHistogram.LabelsPerPoint(data).Counts, description.LabelsPerPoint.Counts);
        Assert.Equal(SizeHistogram.FeaturesPerPoint(data).Counts, description.FeaturesPerPoint.Counts);
    }

    [Fact]
    public void NothingIsAllocatedByWhatAHeaderClaims()
    {
        DatasetDescription description = DatasetDescription.Of(Texts.Load("1 2147483647 2147483647\n5 5:1\n"));
        Assert.Equal([int.MaxValue - 1, 1], description.PointsPerLabel.Counts);
        Assert.Equal([int.MaxValue - 1, 1], description.PointsPerFeature.Counts);
    }

    [Fact]
    public void JsonHoldsTheSameNumbers()
    {
        using TemporaryFolder folder = new();
        DatasetDescription.Of(Texts.Load("1 2:1 3:1\n 3:1\n")).WriteJson(folder.File("m.json"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder.File("m.json")));
        Assert.Equal(2, json.RootElement.GetProperty("points").GetInt32());
        Assert.Equal(1.5, json.RootElement.GetProperty("features_per_point").GetProperty("mean").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("features_per_point_histogram")[1].GetProperty("count").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("most_frequent_features")[0].GetProperty("id").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("points_without_labels").GetInt32());
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("remarks")[0].ValueKind);
    }
}
