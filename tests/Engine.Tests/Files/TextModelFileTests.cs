namespace Glissade.Tests;

public sealed class TextModelFileTests
{
    private const string Text = "__label__é red fox\n__label__b blue sea\n__label__b __label__é red sea\n";

    [Theory]
    [InlineData(null)]
    [InlineData(64)]
    public void TextFeaturesAndLabelNamesComeBackWithTheModel(int? buckets)
    {
        using TemporaryFolder folder = new();
        DataReadOptions options = new() { Text = new TextFeatureOptions { MinimumCount = 1, WordNGrams = 2, Buckets = buckets } };
        Dataset data = Dataset.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text)), "text", options);
        using ExtremeClassifier model =
            ExtremeClassifier.Train(data, new TrainingOptions { Epochs = 1, Threads = 1 },
                cancellation: TestContext.Current.CancellationToken);
        model.Save(folder.File("model"));
        using ExtremeClassifier loaded = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(["é", "b"], loaded.LabelNames);
        Assert.Equal(data.TextFeatures!.Names, loaded.TextFeatures!.Names);
        Assert.Equal((TextTokens.Spaces, 2, data.FeatureCount),
            (loaded.TextFeatures.Tokens, loaded.TextFeatures.WordNGrams, loaded.TextFeatures.FeatureCount));
        Assert.Equal(model.TextFeatures!.Transform("red sea").Ids.ToArray(), loaded.TextFeatures.Transform("red sea").Ids.ToArray());
        loaded.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(folder.File("model")), File.ReadAllBytes(folder.File("again")));
    }

    [Theory]
    [InlineData("text_tokens", "letters", "\"letters\" under \"text_tokens\", expected words or spaces")]
    [InlineData("text_word_ngrams", "0", "\"0\" under \"text_word_ngrams\", expected from 1 to 8")]
    [InlineData("text_word_ngrams", "two", "expected a whole number")]
    [InlineData("text_buckets", "5", "\"5\" under \"text_buckets\", expected 4")]
    [InlineData("text_tokens", "words", "features.names")]
    public void WhatContradictsItselfIsRefused(string key, string value, string expected)
    {
        using TemporaryFolder folder = new();
        ModelFileParts parts = new();
        parts.Metadata["text_tokens"] = "words";
        parts.Metadata["text_word_ngrams"] = "1";
        parts.Metadata[key] = value;
        parts.Save(folder.File("model"));
        DataFormatException exception = Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(folder.File("model")));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
