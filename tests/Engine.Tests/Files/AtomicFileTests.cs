namespace Glissade.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WritesANewFileAndNothingElse()
    {
        AtomicFile.Write(folder.File("new"), stream => stream.Write("content"u8));

        Assert.Equal("content", File.ReadAllText(folder.File("new")));
        Assert.Equal(["new"], folder.Names());
    }

    [Fact]
    public void ReplacesALongerFileWhole()
    {
        File.WriteAllText(folder.File("target"), "a much longer old content");

        AtomicFile.Write(folder.File("target"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(folder.File("target")));
        Assert.Equal(["target"], folder.Names());
    }

    [Fact]
    public void TheOldFileStaysReadableWhileTheNewOneIsWritten()
    {
        File.WriteAllText(folder.File("target"), "old");

        AtomicFile.Write(folder.File("target"), stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.File("target")));
        });
    }

    [Fact]
    public void AFailingWriterLeavesTheOldFileAndNoTemporaryFile()
    {
        File.WriteAllText(folder.File("target"), "old");

        InvalidTimeZoneException thrown = Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(folder.File("target"), stream =>
        {
            stream.Write("half"u8);
            throw new InvalidTimeZoneException("the writer's own error");
        }));

        Assert.Equal("the writer's own error", thrown.Message);
        Assert.Equal("old", File.ReadAllText(folder.File("target")));
        Assert.Equal(["target"], folder.Names());
    }

    [Fact]
    public void AFolderAsTargetIsRefusedAndLeftAlone()
    {
        Directory.CreateDirectory(folder.File("target"));

        Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(folder.File("target"), stream => stream.Write("new"u8)));

        Assert.Equal(["target"], folder.Names());
    }

    [Fact]
    public void AMissingFolderIsNotCreated()
    {
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(folder.File("missing/target"), stream => stream.Write("new"u8)));

        Assert.Empty(folder.Names());
    }

    [Fact]
    public void ALinkStaysALinkAndItsTargetIsReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        File.WriteAllText(folder.File("real"), "old");
        File.CreateSymbolicLink(folder.File("link"), folder.File("real"));

        AtomicFile.Write(folder.File("link"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(folder.File("real")));
        Assert.NotNull(new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal(["link", "real"], folder.Names());
    }

    [Fact]
    public void ADeviceIsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices are files there");

        Assert.Throws<IOException>(() => AtomicFile.Write("/dev/null", _ => Assert.Fail("the device must not be written")));
    }

    [Fact]
    public void CheckingLeavesNoTraceAndTheOlderFileAsItWas()
    {
        File.WriteAllText(folder.File("old"), "old");

        AtomicFile.CheckWritable(folder.File("old"));
        AtomicFile.CheckWritable(folder.File("new"));

        Assert.Equal(["old"], folder.Names());
        Assert.Equal("old", File.ReadAllText(folder.File("old")));
    }

    [Fact]
    public void CheckingRefusesWhatWritingWouldRefuse()
    {
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.CheckWritable(folder.File("no/such/folder/file")));
        Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.CheckWritable(folder.FullName));
    }
}
