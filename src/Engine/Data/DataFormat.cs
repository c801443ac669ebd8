namespace Glissade;

/// <summary>
/// What a data set is written in; docs/file-formats.md has the grammars. All but the cache may be compressed with gzip or zstd.
/// </summary>
public enum DataFormat
{
    /// <summary>The Extreme Classification repository's text: numbered labels and features, an optional header.</summary>
    ExtremeClassification,

    /// <summary>svmlight and LIBSVM text: the same without a header, with comments, and features counted from 1.</summary>
    SvmLight,

    /// <summary>fastText's lines of words, those that begin with <c>__label__</c> being labels.</summary>
    FastText,

    /// <summary>Comma-separated values (RFC 4180) with a header that names the columns.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>This library's own binary form, which is mapped into memory rather than read.</summary>
    Cache,
}
