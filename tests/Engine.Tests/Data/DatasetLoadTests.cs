using System.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class DatasetLoadTests
{
    [Fact]
    public void HeaderGivesTheSizes()
    {
        Dataset data = Texts.Load("2 10 7\n1,3 0:1 4:0.5\n2 9:2\n");
        Assert.Equal((2, 10, 7), (data.Count, data.FeatureCount, data.LabelCount));
        Assert.Equal([1, 3], data.Labels(0).ToArray());
        Assert.Equal([0, 4], data.Features(0).Ids.ToArray());
        Assert.Equal([1f, 0.5f], data.Features(0).Values.ToArray());
    }

    [Theory]
    [InlineData("1 4:1\n", 5, 2)]
    [InlineData("1 4:0\n", 5, 2)] // a dropped zero names its feature all the same
    [InlineData("1\n", 0, 2)]
    [InlineData(" 2147483646:1", 2147483647, 0)]
    public void WithoutHeaderTheHighestIdsGiveTheSizes(string text, int features, int labels)
    {
        Dataset data = Texts.Load(text);
        Assert.Equal((features, labels), (data.FeatureCount, data.LabelCount));
    }

    [Theory]
    [InlineData("1 5:1 2:2 9:3", "1 2:2 5:1 9:3")] // unsorted features are sorted
    [InlineData("1 5:1 2:2 5:3 5:0.5", "1 2:2 5:4.5 ")] // repeated features are summed
    [InlineData("3,1,3,2,1 5:1", "1,2,3 5:1")] // repeated labels count once
    [InlineData("1 2:0 5:1 7:-0 8:0.0", "1 5:1 8:0")] // zeros are dropped
    [InlineData("1 5:1 5:-1 7:2", "1 5:0 7:2")] // sums of zero too
    [InlineData("1 5:1 7:1e-60", "1 5:1 7:0")] // and what rounds to zero
    [InlineData("1\t2:1\t \t3:1\t\r\n", "1 2:1 3:1")] // tabs, carriage returns
    [InlineData("1 2:1 \n\n\r\n\n", "1 2:1")] // empty lines at the end
    [InlineData("\u00EF\u00BB\u00BF1 2:1\n", "1 2:1")] // a byte order mark
    [InlineData("\u00EF\u00BB\u00BF1 9 9\n1 2:1\n", "1 9 9\r\n1 2:1\r\n")]
    [InlineData("  1  9\t9 \n1 2:1", "1 9 9\n1 2:1")]
    [InlineData("1 2:1\n2 3:1", "1 2:1\n2 3:1\n")] // no line feed at the end
    public void FormsOfTheSameDataReadAlike(string text, string same) =>
        Assert.Equal(Texts.Describe(Texts.Load(same)), Texts.Describe(Texts.Load(text)));

    [Fact]
    public void PointsMayLackLabelsOrFeaturesOrBoth()
    {
        Dataset data = Texts.Load("5 4 4\n 1:1\n1:1 2:1\n3\n \n\t2:1\n");
        Assert.Equal([0, 0, 1, 0, 0], Enumerable.Range(0, 5).Select(point => data.Labels(point).Length));
        Assert.Equal([1, 2, 0, 0, 1], Enumerable.Range(0, 5).Select(point => data.Features(point).Count));
    }

    [Fact]
    public void HeaderOfNoPointsGivesAnEmptyDataSet()
    {
        Dataset data = Texts.Load("0 5 6\n\n");
        Assert.Equal((0, 5, 6), (data.Count, data.FeatureCount, data.LabelCount));
    }

    [Fact]
    public void LineLongerThanAChunkIsRead()
    {
        StringBuilder text = new("1");
        for (int i = 0; i < 300_000; i++)
            text.Append(' ').Append(i).Append(":1");
        text.Append("\n2 3:1\n");
        Assert.True(text.Length > 2 * Glissade.Text.LineChunkReader.DefaultChunkBytes);
        Dataset data = Texts.Load(text.ToString());
        Assert.Equal((2, 300_000, 1), (data.Count, data.Features(0).Count, data.Features(1).Count));
    }

    [Fact]
    public void GzipIsKnownByItsBytesNotByItsName()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glissade-{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllBytes(path, Texts.Gzip("1 9 9\n1 2:1\n"));
            Assert.Equal(Texts.Describe(Texts.Load("1 9 9\n1 2:1\n")), Texts.Describe(Dataset.Load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ModelLimitsBecomeTheSizes()
    {
        Dataset data = Texts.Load("1 5 6\n1 2:1\n", new DatasetLimits(FeatureCount: 10, LabelCount: 6));
        Assert.Equal((10, 6), (data.FeatureCount, data.LabelCount));
        data = Texts.Load("1 2:1\n", new DatasetLimits(LabelCount: 8));
        Assert.Equal((3, 8), (data.FeatureCount, data.LabelCount));
    }

    [Fact]
    public void NegativeLimitIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DatasetLimits(FeatureCount: -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DatasetLimits(LabelCount: -1));
    }

    [Fact]
    public void MissingFileAndDirectoryAreNamed()
    {
        string missing = Path.Combine(Path.GetTempPath(), $"glissade-{Guid.NewGuid():N}");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => Dataset.Load(missing)).Message, StringComparison.Ordinal);
        string message = Assert.Throws<IOException>(static () => Dataset.Load(Path.GetTempPath())).Message;
        Assert.Contains("is a directory", message, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamStaysOpenAndIsReadInSmallPieces()
    {
        using TricklingStream stream = new(Texts.Gzip("2 9 9\n1 2:1\n3 4:0.25\n"));
        Assert.Equal(2, Dataset.Load(stream, Texts.Name).Count);
        Assert.True(stream.CanRead);
    }

    /// <summary>A pipe whose writer is slow: one byte at a time, no seeking.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
