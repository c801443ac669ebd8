namespace Glissade;

/// <summary>Where a <see cref="SafetensorsWriter"/> takes a tensor's bytes from.</summary>
public interface ITensorSource
{
    /// <summary>
    /// Writes every element, row after row without padding, little-endian: exactly the bytes that the declared type and shape amount to.
    /// </summary>
    /// <param name="destination">Takes bytes only forwards; buffered, so that small rows are cheap.</param>
    void CopyTo(Stream destination);
}
