using System.Text.Json;
using Glissade.Description;
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

    /// <summary>Hashes in one part, or in as many files as parts.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(999)]
    [InlineData(7)]
    [InlineData(1)]
    public void DuplicatesAreCountedInOnePartAsInMany(int pointsPerPart)
    {
        Dataset data = Texts.Load(string.Concat(Enumerable.Range(0, 1000).Select(i => i % 5 == 0 ? " \n" : $" {i % 50}:1 60:{1 + (i % 3)}\n")));
        Assert.Equal(
            data.Count - 200 - Enumerable.Range(0, 1000).Where(i => i % 5 != 0).Select(i => (i % 50, i % 3)).Distinct().Count(),
            Duplicates.Count(data, pointsPerPart));
    }

    [Fact]
    public void FrequentLabelsComeInOrderWhetherOrNotLabelsAreMoreThanEntries()
    {
        // Label l at l % 23 points.
        string points = string.Concat(Enumerable.Range(0, 22).Select(
            point => string.Join(',', Enumerable.Range(0, 100).Where(label => label % 23 > point)) + " 1:1\n"));
        NamedCount[] expected =
        [
            .. Enumerable.Range(0, 100).Select(label => new NamedCount(label, null, label % 23))
                .OrderByDescending(one => one.Points).ThenBy(one => one.Id).Take(DatasetDescription.MostFrequentCount),
        ];
        foreach (int labels in (int[])[100, 100_000])
        {
            DatasetDescription description = DatasetDescription.Of(Texts.Load($"22 2 {labels}\n{points}"));
            Assert.Equal(expected, description.MostFrequentLabels);
            Assert.Equal(labels - 95, description.Summary.UnusedLabelCount);
            Assert.Equal(labels - 95, description.PointsPerLabel.Counts[0]);
        }
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
