using System.Text;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class DocumentThreadsTests
{
    private const int Lines = 12_000;

    /// <summary>Several batches, whose words different threads list.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(300)]
    public void AnyNumberOfThreadsGivesTheSame(int? buckets)
    {
        TextFeatureOptions features = new() { WordNGrams = 2, Buckets = buckets };
        Dataset one = Load(Text(), features, 1);
        foreach (int threads in (int[])[2, 5])
        {
            Dataset more = Load(Text(), features, threads);
            Assert.Equal(one.TextFeatures!.Names, more.TextFeatures!.Names);
            Assert.Equal(one.LabelNames, more.LabelNames);
            Assert.Equal(DocumentTexts.Describe(one), DocumentTexts.Describe(more));
        }
    }

    [Fact]
    public void TheFirstMalformedLineIsNamedWhoeverIsBusy()
    {
        byte[] text = Text(malformed: Lines - 7);
        foreach (int threads in (int[])[1, 4])
            Assert.Equal(Lines - 6, Assert.Throws<DataFormatException>(() => Load(text, new TextFeatureOptions(), threads)).Line);
    }

    private static Dataset Load(byte[] text, TextFeatureOptions features, int threads) => DatasetReader.Read(
        new MemoryStream(text), "data", new DataReadOptions { Format = DataFormat.FastText, Text = features }, threads);

    private static byte[] Text(int malformed = -1)
    {
        Random random = new(3);
        StringBuilder text = new();
        for (int line = 0; line < Lines; line++)
        {
            text.Append(line == malformed ? "__label__" : "__label__" + random.Next(500));
            for (int word = 0; word < 12; word++)
                text.Append(" word").Append(random.Next(900));
            text.Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
