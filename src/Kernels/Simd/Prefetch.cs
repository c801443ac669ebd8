using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <summary>Hints that a row will be wanted soon: rows of a wide matrix are visited at random, which no hardware prefetcher foresees.</summary>
internal static unsafe class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>What is asked for ahead: enough to cover a memory access, little enough to stay in the first-level cache.</summary>
    private const int BytesAhead = 8 << 10;

    /// <summary>How many rows of <paramref name="rowBytes"/> are asked for ahead, at least 4.</summary>
    public static int Distance(int rowBytes) => Math.Max(4, BytesAhead / Math.Max(rowBytes, LineBytes));

    /// <summary>Asks for the <paramref name="length"/> elements at <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row(float* row, int length) => Bytes((byte*)row, length * sizeof(float));

    /// <summary>Asks for the cache lines of <paramref name="count"/> bytes; does nothing where C# cannot say it (ARM).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bytes(byte* first, int count)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < count; i += LineBytes)
            Sse.Prefetch0(first + i);
    }
}
