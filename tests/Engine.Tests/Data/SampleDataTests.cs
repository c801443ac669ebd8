namespace Glissade.Tests;

public sealed class SampleDataTests
{
    [Fact]
    public void TheSampleInTheRepositoryIsWhatItsPresetGenerates()
    {
        (Dataset train, Dataset test) = SyntheticDataset.Generate(SyntheticPresets.Sample);
        Same(train, "sample_train.txt.gz");
        Same(test, "sample_test.txt.gz");
    }

    private static void Same(Dataset expected, string file)
    {
        Dataset actual = Dataset.Load(Path.Combine(RepositoryRoot(), "datasets", file));
        Assert.Equal((expected.Count, expected.FeatureCount, expected.LabelCount), (actual.Count, actual.FeatureCount, actual.LabelCount));
        for (int point = 0; point < expected.Count; point++)
        {
            Assert.Equal(expected.Features(point).Ids, actual.Features(point).Ids);
            Assert.Equal(expected.Features(point).Values, actual.Features(point).Values);
            Assert.Equal(expected.Labels(point), actual.Labels(point));
        }
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Glissade.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
    }
}
