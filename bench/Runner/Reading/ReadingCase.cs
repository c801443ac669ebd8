namespace Glissade.Runner.Reading;

/// <summary>One file that is read.</summary>
/// <param name="Name">What it is called on the page.</param>
/// <param name="Megabytes">Its size, unpacked, in millions of bytes.</param>
/// <param name="Read">Reads it all, with so many threads.</param>
/// <param name="UsesThreads">Whether more than one makes a difference.</param>
internal sealed record ReadingCase(string Name, double Megabytes, Func<int, Dataset> Read, bool UsesThreads);
