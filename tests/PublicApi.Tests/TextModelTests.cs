namespace Glissade.PublicApi.Tests;

public sealed class TextModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AModelOfTextsReadsFurtherTextsByItsOwnWordsAndNames()
    {
        File.WriteAllLines(
            folder.File("train.csv"), ["text,labels", .. Enumerable.Repeat("the cat purrs,cats\nthe dog barks,dogs", 50)]);
        File.WriteAllText(folder.File("test.jsonl"), """
            {"text": "A dog BARKS, loudly", "labels": ["dogs"]}
            {"text": "purrs", "labels": ["cats", "felines"]}

            """);
        using ExtremeClassifier model = ExtremeClassifier.Train(Dataset.Load(folder.File("train.csv")), new TrainingOptions { Threads = 1 });

        Dataset test = Dataset.Load(folder.File("test.jsonl"), new DataReadOptions().Fitting(model));
        Assert.Equal((model.FeatureCount, model.LabelCount, 1), (test.FeatureCount, test.LabelCount, test.UnknownLabelCount));
        Assert.Equal(1, model.Evaluate(test, [1]).PrecisionAt(1));
        Assert.Equal(test.Features(0).Ids, model.TextFeatures!.Transform("a dog barks").Ids);
        Assert.Equal("cats", model.LabelNames![model.Predict("it PURRS", topK: 1)[0].Label]);
        Assert.Equal(model.Predict(model.TextFeatures.Transform("purrs")), model.Predict("it PURRS"));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict("purrs", topK: 0));
    }

    [Fact]
    public void NamesGivenToNumberedLabelsAreNotLookedForInFurtherPoints()
    {
        File.WriteAllLines(folder.File("train.txt"), Enumerable.Repeat("0 0:1\n1 1:1", 50));
        using ExtremeClassifier model = ExtremeClassifier.Train(Dataset.Load(folder.File("train.txt")), new TrainingOptions { Threads = 1 });
        model.NameLabels(["zero", "one"]);
        Dataset test = Dataset.Load(folder.File("train.txt"), new DataReadOptions().Fitting(model));
        Assert.Equal((100, 100, 0), (test.Count, test.LabelEntryCount, test.UnknownLabelCount));
    }
}
