using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <summary>Hints that a row will be wanted soon: rows of a wide matrix are visited at random, which no hardware prefetcher foresees.</summary>
internal static unsafe class Prefetch
{
    private const int FloatsPerLine = 16;

    /// <summary>Asks for the <paramref name="length"/> elements at <paramref name="row"/>; does nothing where C# cannot say it (ARM).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row(float* row, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < length; i += FloatsPerLine)
            Sse.Prefetch0(row + i);
    }
}
