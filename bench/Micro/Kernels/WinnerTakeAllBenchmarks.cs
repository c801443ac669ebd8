using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>
/// The parts of winner-take-all hashing for 16 rows of 129 elements into 50 tables by 4 codes, each code the winner of 8 elements; times
/// are those of one row.
/// </summary>
public unsafe class WinnerTakeAllBenchmarks
{
    private const int Tables = 50;
    private const int CodesPerTable = 4;
    private const int CodeBits = 3;
    private const int BinSize = 8;
    private readonly int[] members = new int[Tables * CodesPerTable * BinSize];
    private RowMatrix rows = null!;
    private AlignedBuffer<float> transposed = null!;
    private AlignedBuffer<int> codes = null!;
    private AlignedBuffer<int> packed = null!;

    [GlobalSetup]
    public void Setup()
    {
        rows = RandomNumbers.Fill(new RowMatrix(WinnerTakeAll.Lanes, Shapes.Columns), 1);
        transposed = new AlignedBuffer<float>(Shapes.Columns * WinnerTakeAll.Lanes);
        codes = new AlignedBuffer<int>(Tables * CodesPerTable * WinnerTakeAll.Lanes);
        packed = new AlignedBuffer<int>(Tables * WinnerTakeAll.Lanes);
        RandomStream random = new(2);
        foreach (ref int member in members.AsSpan())
            member = random.NextInt32(Shapes.Columns);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        transposed.Dispose();
        codes.Dispose();
        packed.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WinnerTakeAll.Lanes)]
    public uint Definition()
    {
        Scalar.TransposePresent(rows.Pointer, rows.Stride, WinnerTakeAll.Lanes, Shapes.Columns, transposed.Pointer);
        Scalar.FindWinners(transposed.Pointer, members, BinSize, codes.Pointer);
        return Scalar.PackWinners(codes.Pointer, Tables, CodesPerTable, CodeBits, packed.Pointer);
    }

    [Benchmark(OperationsPerInvoke = WinnerTakeAll.Lanes)]
    public uint Vectors()
    {
        WinnerTakeAll.TransposePresent(rows.Pointer, rows.Stride, WinnerTakeAll.Lanes, Shapes.Columns, transposed.Pointer);
        WinnerTakeAll.Find(transposed.Pointer, members, BinSize, codes.Pointer);
        return WinnerTakeAll.PackWinners(codes.Pointer, Tables, CodesPerTable, CodeBits, packed.Pointer);
    }
}
