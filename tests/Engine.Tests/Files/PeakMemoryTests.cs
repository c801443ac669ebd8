namespace Glissade.Tests;

public class PeakMemoryTests
{
    [Fact]
    public void ThisProcessHoldsMoreThanAMebibyteAndNeverLessThanBefore()
    {
        long? before = PeakMemory.ResidentBytes();
        byte[] block = new byte[16 << 20];
        block.AsSpan().Fill(1);
        long? after = PeakMemory.ResidentBytes();
        GC.KeepAlive(block);

        Assert.SkipWhen(before is null, "the system does not tell");
        Assert.InRange(before!.Value, 1L << 20, 1L << 44);
        Assert.True(after >= before, $"the peak fell from {before} to {after}");
    }

    [Fact]
    public void ThePeakLineOfTheStatusFileIsReadInKibibytes() =>
        Assert.Equal(5124L * 1024, PeakMemory.ParseStatus(["VmPeak:\t   99999 kB", "VmHWM:\t    5124 kB", "VmRSS:\t    4000 kB"]));

    [Theory]
    [InlineData("VmRSS:\t 12 kB")]
    [InlineData("VmHWM:\t 12 MB")]
    [InlineData("VmHWM:\t -12 kB")]
    [InlineData("VmHWM:")]
    public void AStatusFileWithoutAnUnderstoodPeakGivesNothing(string line) => Assert.Null(PeakMemory.ParseStatus([line]));
}
