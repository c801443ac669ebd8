using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as bytes and as 16-bit numbers.</content>
internal readonly unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BroadcastTable(byte* table) =>
        Avx.IsSupported ? Avx.BroadcastVector128ToVector256((float*)table)
        : Vector256.Create(Simd128.BroadcastTable(table), Simd128.BroadcastTable(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LookUp(Vector256<float> table, Vector256<float> places) =>
        Avx2.IsSupported ? Avx2.Shuffle(table.AsByte(), places.AsByte()).AsSingle()
        : Vector256.Create(Simd128.LookUp(table.GetLower(), places.GetLower()), Simd128.LookUp(table.GetUpper(), places.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LowNibbles(Vector256<float> a) => (a.AsByte() & Vector256.Create((byte)0x0F)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HighNibbles(Vector256<float> a) => LowNibbles((a.AsUInt16() >>> 4).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SubtractHighBytes(Vector256<float> a, Vector256<float> b) =>
        (a.AsUInt16() - (b.AsUInt16() << 8)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HighBytes(Vector256<float> a) => (a.AsUInt16() >>> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddShorts(Vector256<float> a, Vector256<float> b) => (a.AsUInt16() + b.AsUInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadShorts(ushort* address) =>
        Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.Load(address).ToVector256()).AsInt32());
}
