using System.Runtime.CompilerServices;

namespace Glissade;

/// <summary>How state is stored as tensors.</summary>
internal static class StateTensors
{
    /// <summary>The tensor type of an element and how many of it the element takes: its bytes, if the format has no name for it.</summary>
    public static (TensorType Type, int Elements) TypeOf<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return (TensorType.Float32, 1);
        if (typeof(T) == typeof(int))
            return (TensorType.Int32, 1);
        return typeof(T) == typeof(long) ? (TensorType.Int64, 1) : (TensorType.UInt8, Unsafe.SizeOf<T>());
    }
}
