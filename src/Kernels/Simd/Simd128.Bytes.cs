using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as bytes and as 16-bit numbers.</content>
internal readonly unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BroadcastTable(byte* table) => Vector128.Load(table).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LookUp(Vector128<float> table, Vector128<float> places) =>
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(table.AsByte(), places.AsByte()).AsSingle()
        : Ssse3.IsSupported ? Ssse3.Shuffle(table.AsByte(), places.AsByte()).AsSingle()
        : Vector128.Shuffle(table.AsByte(), places.AsByte()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LowNibbles(Vector128<float> a) => (a.AsByte() & Vector128.Create((byte)0x0F)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HighNibbles(Vector128<float> a) => LowNibbles((a.AsUInt16() >>> 4).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SubtractHighBytes(Vector128<float> a, Vector128<float> b) =>
        (a.AsUInt16() - (b.AsUInt16() << 8)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HighBytes(Vector128<float> a) => (a.AsUInt16() >>> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddShorts(Vector128<float> a, Vector128<float> b) => (a.AsUInt16() + b.AsUInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadShorts(ushort* address) =>
        Vector128.ConvertToSingle(Vector128.WidenLower(Vector64.Load(address).ToVector128()).AsInt32());
}
