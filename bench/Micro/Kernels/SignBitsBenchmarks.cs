using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>Packing the signs of projections into bits.</summary>
public unsafe class SignBitsBenchmarks
{
    private RowMatrix values = null!;
    private AlignedBuffer<ushort> words = null!;

    /// <summary>Projections: those of one row into 50 tables by 9 bits, padded, and more than caches hold.</summary>
    [Params(464, Shapes.LongRun)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        values = RandomNumbers.Fill(new RowMatrix(1, Count), 1);
        words = new AlignedBuffer<ushort>(Count / 16);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        values.Dispose();
        words.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Definition() => Scalar.PackSigns(values.Pointer, Count, words.Pointer);

    [Benchmark]
    public void Vectors() => SignBits.Pack(values.Pointer, Count, words.Pointer);
}
