namespace Glissade.Text;

/// <summary>The ids allowed in a file, and why, for the message when one is not.</summary>
/// <param name="Size">Every id is below it.</param>
/// <param name="Reason">Where the size comes from.</param>
internal sealed record IdSpace(int Size, string Reason)
{
    /// <summary>The space of <paramref name="what"/> ids as a header and a model's limit leave it.</summary>
    internal static IdSpace Of(string what, int? header, int? limit, int first = 0)
    {
        // Such files have no header.
        if (first > 0)
        {
            return limit is int most
                ? new(most, $"a {what} id from {first} to {(long)most + first - 1}, as many as the model has")
                : new(int.MaxValue, $"a {what} id from {first} to {int.MaxValue - 1}");
        }
        if (header is int stated)
            return new(stated, $"a {what} id below {stated}, the header's number of {what}s");
        if (limit is int known)
            return new(known, $"a {what} id below {known}, the model's number of {what}s");
        // The size of the space, one more than the highest id, must itself be an int.
        return new(int.MaxValue, $"a {what} id below {int.MaxValue}");
    }
}
