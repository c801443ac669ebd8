using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as bytes and as 16-bit numbers.</content>
internal readonly unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> BroadcastTable(byte* table) =>
        // One load; put together from halves, it would take three instructions that wait for each other.
        Avx512F.IsSupported ? Avx512F.BroadcastVector128ToVector512((float*)table)
        : Vector512.Create(Simd256.BroadcastTable(table), Simd256.BroadcastTable(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LookUp(Vector512<float> table, Vector512<float> places) =>
        Avx512BW.IsSupported ? Avx512BW.Shuffle(table.AsByte(), places.AsByte()).AsSingle()
        : Vector512.Create(Simd256.LookUp(table.GetLower(), places.GetLower()), Simd256.LookUp(table.GetUpper(), places.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LowNibbles(Vector512<float> a) => (a.AsByte() & Vector512.Create((byte)0x0F)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HighNibbles(Vector512<float> a) => LowNibbles((a.AsUInt16() >>> 4).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SubtractHighBytes(Vector512<float> a, Vector512<float> b) =>
        (a.AsUInt16() - (b.AsUInt16() << 8)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HighBytes(Vector512<float> a) => (a.AsUInt16() >>> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddShorts(Vector512<float> a, Vector512<float> b) => (a.AsUInt16() + b.AsUInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadShorts(ushort* address) =>
        Vector512.ConvertToSingle(Vector512.WidenLower(Vector256.Load(address).ToVector512()).AsInt32());
}
