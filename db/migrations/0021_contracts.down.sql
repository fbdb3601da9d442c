drop schema contracts cascade;
