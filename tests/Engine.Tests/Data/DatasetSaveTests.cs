using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data;

public sealed class DatasetSaveTests : IDisposable
{
    private static readonly Gen<float> Value =
        Gen.OneOf(
            Gen.Choose(1, 1000).Select(static count => (float)count),
            Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle))
            .Where(static value => float.IsFinite(value) && value != 0);

    private static readonly Gen<(int[] Ids, float[] Values, int[] Labels)> Point =
        from ids in Gen.Choose(0, 1000).ArrayOf()
        from values in Value.ArrayOf(ids.Length)
        from labels in Gen.Choose(0, 100).ArrayOf()
        select (ids.Distinct().ToArray(), values.Take(ids.Distinct().Count()).ToArray(), labels);

    internal static readonly Gen<Dataset> Data =
        from points in Point.ArrayOf()
        from spare in Gen.Choose(0, 3)
        select Build(points, spare);

    private readonly string directory = Directory.CreateTempSubdirectory("glissade-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Property(MaxTest = 200)]
    public Property SavedDataReadsBackBitByBit() => Prop.ForAll(Data.ToArbitrary(), static data =>
    {
        MemoryStream stream = new();
        data.WriteTo(stream);
        Assert.Equal(Texts.Describe(data), Texts.Describe(Texts.Load(stream.ToArray())));
    });

    [Property(MaxTest = 100)]
    public Property SavedSvmLightDataReadsBackWithinItsSizes() => Prop.ForAll(Data.ToArbitrary(), data =>
    {
        string path = Path.Combine(directory, "x.svm.zst");
        data.Save(path, DataFormat.SvmLight);
        DataReadOptions options = new() { Limits = new DatasetLimits(data.FeatureCount, data.LabelCount) };
        if (data.Count > 0)
            Assert.Equal(Texts.Describe(data), Texts.Describe(Dataset.Load(path, options)));
    });

    [Theory]
    [InlineData("plain.txt", false)]
    [InlineData("packed.txt.gz", true)]
    [InlineData("PACKED.GZ", true)]
    public void NameDecidesWhetherTheFileIsGzip(string name, bool packed)
    {
        Dataset data = Texts.Load("3 5 6\n1,2 3:0.1\n 4:2\n \n");
        string path = Path.Combine(directory, name);
        data.Save(path);
        Assert.Equal(packed, File.ReadAllBytes(path)[0] == 0x1F);
        Assert.Equal(Texts.Describe(data), Texts.Describe(Dataset.Load(path)));
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    public void WrittenTextIsTheFormat()
    {
        MemoryStream stream = new();
        Texts.Load("4 5 6\n2,1 3:0.1 1:1e10\n 4:2\n \n5\n").WriteTo(stream);
        Assert.Equal("4 5 6\n1,2 1:1E+10 3:0.1\n 4:2\n \n5\n", System.Text.Encoding.ASCII.GetString(stream.ToArray()));
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void SavingReplacesTheFileThatWasThere()
    {
        string path = Path.Combine(directory, "data.txt");
        File.WriteAllText(path, new string('x', 1000));
        Texts.Load("1 1:1\n").Save(path);
        Assert.Equal("1 2 2\n1 1:1\n", File.ReadAllText(path));
    }

    [Fact]
    public void FailedSaveLeavesNothingBehind()
    {
        // A directory of that name: everything works until the renaming.
        string path = Path.Combine(directory, "data.txt");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => Texts.Load("1 1:1\n").Save(path));
        Assert.Empty(Directory.GetFiles(directory));
        Assert.Throws<DirectoryNotFoundException>(() => Texts.Load("1 1:1\n").Save(Path.Combine(directory, "missing", "data.txt")));
    }

    private static Dataset Build((int[] Ids, float[] Values, int[] Labels)[] points, int spare)
    {
        DatasetBuilder builder = new();
        foreach ((int[] ids, float[] values, int[] labels) in points)
            builder.Add(ids, values, labels);
        Dataset tight = builder.Build();
        return builder.Build(tight.FeatureCount + spare, tight.LabelCount + spare);
    }
}
