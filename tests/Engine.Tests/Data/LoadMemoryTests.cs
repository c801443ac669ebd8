using System.Text;
using Glissade.Kernels;

namespace Glissade.Engine.Tests.Data;

/// <summary>Alone, because other tests would allocate at the same time.</summary>
[Collection(nameof(LoadMemoryTests))]
[CollectionDefinition(nameof(LoadMemoryTests), DisableParallelization = true)]
public sealed class LoadMemoryTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 2:x\n")]
    [InlineData("\n1 2:1\n")]
    [InlineData("1 999999999999:1\n")]
    public void NothingIsLeftAllocatedAfterLoading(string line)
    {
        StringBuilder text = new();
        for (int i = 0; i < 1000; i++)
            text.Append(i == 500 ? line : "1 2:3\n");
        long before = AlignedMemory.LiveBuffers;
        foreach (int threads in new[] { 1, 4 })
        {
            Exception? error = Record.Exception(() => Texts.LoadInChunks(text.ToString(), chunkBytes: 100, threads));
            Assert.Equal(line.Length > 0, error is DataFormatException);
        }
        Assert.True(AlignedMemory.LiveBuffers <= before);
    }
}
