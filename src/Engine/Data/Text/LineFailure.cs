namespace Glissade.Text;

/// <summary>What is wrong with a line of a chunk.</summary>
/// <param name="Line">The line, counted from 1 at the chunk's first.</param>
/// <param name="Found">What stands there, fit to be shown.</param>
/// <param name="Expected">What should.</param>
internal sealed record LineFailure(long Line, string Found, string Expected);
